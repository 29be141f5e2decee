using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Onnx;

/// <summary>Composes an ONNX graph node by node. Numbers are the field numbers of onnx.proto.</summary>
/// <param name="opset">Version of the operator set.</param>
/// <param name="gradientsPerImage">Classes that are explained for each image.</param>
/// <param name="half">Whether weights are kept as 16-bit floats, which are widened where they are read.</param>
internal sealed class GraphComposer(int opset, int gradientsPerImage, bool half)
{
    /// <summary>The letter that stands for the number of images.</summary>
    private const string Batch = "batch";

    /// <summary>Shorter tensors are kept as they are: rounding them would save nothing.</summary>
    private const int ShortestHalf = 64;

    private readonly ProtobufWriter _nodes = new(), _initializers = new(), _inputs = new(), _outputs = new();
    private readonly HashSet<string> _names = [];
    private readonly Dictionary<(Weights Weights, TensorShape Shape, bool Transposed), string> _weights = [];
    private readonly Dictionary<string, string> _constants = [], _repeated = [];
    private string? _images;

    /// <summary>Version of the operator set.</summary>
    public int Opset => opset;

    /// <summary>Classes that are explained for each image.</summary>
    public int GradientsPerImage => gradientsPerImage;

    /// <summary>What nodes are named after: the layer that they are written for.</summary>
    public string Scope { get; set; } = "";

    /// <summary>Adds an input of the graph.</summary>
    public string Input(string name, ElementType type, params ReadOnlySpan<int> sizes)
    {
        _names.Add(name);
        _inputs.Message(11, Info(name, type, sizes));
        _images ??= name;
        return name;
    }

    /// <summary>Adds an output of the graph, whose name no other value takes then.</summary>
    public string Output(string name, ElementType type, params ReadOnlySpan<int> sizes)
    {
        _names.Add(name);
        _outputs.Message(12, Info(name, type, sizes));
        return name;
    }

    /// <summary>Gives an output its value.</summary>
    public void Give(string output, string value) => Write("Identity", [value], [], output);

    /// <summary>Adds a node that is named after the layer it is written for, and gives the name of its result.</summary>
    public string Result(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        Write(type, inputs, attributes, Unique(Scope));

    /// <summary>Adds a node on the way to a layer's result, and gives the name of its own.</summary>
    public string Node(string type, ReadOnlySpan<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        Write(type, inputs, attributes, Unique($"{Scope}/{type}"));

    /// <summary>Adds a node that is named after the layer it is written for, with two results; the second may have a name
    /// already.</summary>
    public (string First, string Second) Pair(string type, ReadOnlySpan<string> inputs, string? second,
        params ReadOnlySpan<NodeAttribute> attributes)
    {
        var name = Unique(Scope);
        second ??= Unique($"{name}/second");
        return (Write(type, inputs, attributes, name, second), second);
    }

    /// <summary>A number.</summary>
    public string Number(float value) =>
        Constant($"number {BitConverter.SingleToInt32Bits(value):x8}", ElementType.Float, [], LittleEndian.Singles([value]));

    /// <summary>Numbers in a shape of their own, without rows.</summary>
    public string Numbers(float[] values, params ReadOnlySpan<int> sizes) =>
        Initializer(Unique($"{Scope}/numbers"), ElementType.Float, sizes, LittleEndian.Singles(values));

    /// <summary>So many times the same number; long runs are not kept in the file.</summary>
    public string Filled(float value, params ReadOnlySpan<int> sizes)
    {
        var tensor = new ProtobufWriter().Integer(1, 1).Integer(2, (int)ElementType.Float)
            .Bytes(9, LittleEndian.Singles([value]));
        return Node("ConstantOfShape", [Integers(sizes)], NodeAttribute.Tensor("value", tensor));
    }

    /// <summary>Whole numbers in one axis.</summary>
    public string Integers(params ReadOnlySpan<int> values)
    {
        long[] wide = [.. values.ToArray().Select(value => (long)value)];
        return Constant($"integers {string.Join(' ', wide)}", ElementType.Int64, [wide.Length], LittleEndian.Longs(wide));
    }

    /// <summary>A whole number without axes.</summary>
    public string Scalar(long value) => Constant($"integer {value}", ElementType.Int64, [], LittleEndian.Longs([value]));

    /// <summary>Whole numbers by which elements are found; as many as a sample has, so that they are kept short.</summary>
    public string Indices(int[] values, params ReadOnlySpan<int> sizes) =>
        Initializer(Unique($"{Scope}/indices"), ElementType.Int32, sizes, LittleEndian.Integers(values));

    /// <summary>Whole numbers of 8 bits without axes.</summary>
    public string Byte(byte value) => Constant($"byte {value}", ElementType.Byte, [], new[] { value });

    /// <summary>Weights of a layer, once in the file however often they are read.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="shape">Their shape in the file; their own where null.</param>
    /// <param name="transposed">Whether rows and columns change places.</param>
    public string Parameter(Weights weights, TensorShape? shape = null, bool transposed = false)
    {
        var sizes = transposed ? new(weights.Shape[1], weights.Shape[0]) : shape ?? weights.Shape;
        if (_weights.TryGetValue((weights, sizes, transposed), out var known)) return known;
        var values = transposed ? Transposed(weights) : weights.Memory;
        var name = Unique($"{Scope}/weights");
        var result = half && weights.Count >= ShortestHalf
            ? Node("Cast", [Initializer(name, ElementType.Float16, sizes.Sizes, LittleEndian.Halves(values.Span))],
                NodeAttribute.Integer("to", (int)ElementType.Float))
            : Initializer(name, ElementType.Float, sizes.Sizes, LittleEndian.Singles(values.Span));
        return _weights[(weights, sizes, transposed)] = result;
    }

    /// <summary>An elementwise function of one value.</summary>
    public GraphTensor Map(string type, GraphTensor x, params ReadOnlySpan<NodeAttribute> attributes) =>
        x with { Name = Node(type, [x], attributes) };

    /// <summary>An elementwise function of two values of equally many axes; those of length 1 are repeated.</summary>
    public GraphTensor Map(string type, GraphTensor a, GraphTensor b)
    {
        var rows = Max(a.Rows, b.Rows);
        if (rows == GraphRows.Gradients) (a, b) = (PerGradient(a), PerGradient(b));
        var sizes = new int[a.Shape.Rank];
        for (var axis = 0; axis < sizes.Length; axis++) sizes[axis] = Math.Max(a.Shape[axis], b.Shape[axis]);
        return new(Node(type, [a, b]), new(sizes), rows);
    }

    /// <summary>An elementwise function of a value and a number.</summary>
    public GraphTensor Map(string type, GraphTensor x, float number) => x with { Name = Node(type, [x, Number(number)]) };

    /// <summary>One of two values, element by element; a number counts as one everywhere.</summary>
    public GraphTensor Choose(GraphTensor condition, GraphTensor yes, GraphTensor no)
    {
        var rows = Max(condition.Rows, Max(yes.Rows, no.Rows));
        if (rows == GraphRows.Gradients) (condition, yes, no) = (PerGradient(condition), PerGradient(yes), PerGradient(no));
        return condition with { Name = Node("Where", [condition, yes, no]), Rows = rows };
    }

    /// <summary>A value where a condition holds, and 0 elsewhere.</summary>
    public GraphTensor Keep(GraphTensor condition, GraphTensor value) => Choose(condition, value,
        value with { Name = Number(0), Rows = GraphRows.Shared });

    /// <summary>A value in another shape of the same length.</summary>
    public GraphTensor Reshape(GraphTensor x, TensorShape shape) => x.Shape == shape ? x
        : new(Node("Reshape", [x, Integers([-1, .. shape.Sizes])]), shape, x.Rows);

    /// <summary>A value whose axes of length 1 are repeated to fill a shape of as many axes.</summary>
    public GraphTensor Expand(GraphTensor x, TensorShape shape) => x.Shape == shape ? x
        : x with { Name = Node("Expand", [x, Integers([1, .. shape.Sizes])]), Shape = shape };

    /// <summary>Rows of so many zeros, as many as a value has.</summary>
    public string ZerosLike(GraphTensor x, int count)
    {
        var rows = Node("Slice", [Node("Shape", [x]), Integers(0), Integers(1)]);
        return Node("Expand", [Numbers([0], 1, 1), Node("Concat", [rows, Integers(count)], NodeAttribute.Integer("axis", 0))]);
    }

    /// <summary>Sum along axes, which have length 1 in the result.</summary>
    public GraphTensor Sum(GraphTensor x, params ReadOnlySpan<int> axes) => Reduce("ReduceSum", x, axes);

    /// <summary>A reduction along axes, counted from 0 without the rows, which have length 1 in the result.</summary>
    public GraphTensor Reduce(string type, GraphTensor x, params ReadOnlySpan<int> axes)
    {
        int[] sizes = [.. x.Shape.Sizes], places = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++) (sizes[axes[i]], places[i]) = (1, axes[i] + 1);
        return new(Node(type, ReduceInputs(type, x, places), ReduceAttributes(type, places)), new(sizes), x.Rows);
    }

    /// <summary>Inputs of a reduction: since operator set 18, of a sum since 13, the axes are one.</summary>
    public string[] ReduceInputs(string type, GraphTensor x, int[] places) =>
        AxesAreInput(type) ? [x, Integers(places)] : [x];

    /// <summary>Attributes of a reduction.</summary>
    public NodeAttribute[] ReduceAttributes(string type, int[] places) =>
        [NodeAttribute.Integer("keepdims", 1), .. AxesAreInput(type) ? [] : new[] { NodeAttribute.Integers("axes", places) }];

    /// <summary>A value of images for each of their gradients.</summary>
    public GraphTensor PerGradient(GraphTensor x)
    {
        if (x.Rows != GraphRows.Images) return x;
        if (gradientsPerImage == 1) return x with { Rows = GraphRows.Gradients };
        if (!_repeated.TryGetValue(x, out var name))
        {
            var beside = Node("Unsqueeze", [x, Integers(1)]);
            int[] times = [1, gradientsPerImage, .. Enumerable.Repeat(1, x.Shape.Rank)];
            _repeated[x] = name = Node("Reshape", [Node("Expand", [beside, Integers(times)]), Integers([-1, .. x.Shape.Sizes])]);
        }

        return x with { Name = name, Rows = GraphRows.Gradients };
    }

    /// <summary>A value that all images share, once for each of them.</summary>
    public GraphTensor PerImage(GraphTensor x)
    {
        if (x.Rows != GraphRows.Shared) return x;
        var count = Node("Slice", [Node("Shape", [_images!]), Integers(0), Integers(1)]);
        var sizes = Node("Concat", [count, Integers(x.Shape.Sizes)], NodeAttribute.Integer("axis", 0));
        return x with { Name = Node("Expand", [x, sizes]), Rows = GraphRows.Images };
    }

    /// <summary>The graph as a model.</summary>
    /// <param name="name">Name of the graph.</param>
    /// <param name="producer">Version of this program.</param>
    /// <param name="metadata">What is said about the network.</param>
    public ProtobufWriter ToModel(string name, string producer, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var graph = new ProtobufWriter();
        graph.Append(_nodes).Text(2, name).Append(_initializers).Append(_inputs).Append(_outputs);
        // The version of the format that came with the operator set.
        var version = opset < 19 ? 8 : opset < 21 ? 9 : 11;
        var model = new ProtobufWriter().Integer(1, version).Text(2, "SaliencyPS").Text(3, producer)
            .Message(8, new ProtobufWriter().Text(1, "").Integer(2, opset)).Message(7, graph);
        foreach (var (key, value) in metadata) model.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        return model;
    }

    private static GraphRows Max(GraphRows a, GraphRows b) => a > b ? a : b;

    private static ProtobufWriter Info(string name, ElementType type, ReadOnlySpan<int> sizes)
    {
        var shape = new ProtobufWriter().Message(1, new ProtobufWriter().Text(2, Batch));
        foreach (var size in sizes) shape.Message(1, new ProtobufWriter().Integer(1, size));
        var tensor = new ProtobufWriter().Integer(1, (int)type).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private bool AxesAreInput(string type) => opset >= 18 || type == "ReduceSum";

    // The node bears the name of its first result.
    private string Write(string type, ReadOnlySpan<string> inputs, ReadOnlySpan<NodeAttribute> attributes,
        params ReadOnlySpan<string> results)
    {
        var (node, name) = (new ProtobufWriter(), results[0]);
        foreach (var input in inputs) node.Text(1, input);
        foreach (var result in results) node.Text(2, result);
        node.Text(3, name).Text(4, type);
        foreach (var attribute in attributes) node.Message(5, attribute.Message);
        _nodes.Message(1, node);
        return name;
    }

    private string Constant(string key, ElementType type, ReadOnlySpan<int> sizes, ReadOnlyMemory<byte> bytes) =>
        _constants.TryGetValue(key, out var name) ? name
            : _constants[key] = Initializer(Unique(key), type, sizes, bytes);

    private string Initializer(string name, ElementType type, ReadOnlySpan<int> sizes, ReadOnlyMemory<byte> bytes)
    {
        var tensor = new ProtobufWriter();
        foreach (var size in sizes) tensor.Integer(1, size);
        _initializers.Message(5, tensor.Integer(2, (int)type).Text(8, name).Bytes(9, bytes));
        return name;
    }

    private string Unique(string name)
    {
        var result = name;
        for (var i = 2; !_names.Add(result); i++) result = $"{name} {i}";
        return result;
    }

    private static float[] Transposed(Weights weights)
    {
        var (rows, columns) = (weights.Shape[0], weights.Shape[1]);
        var result = new float[weights.Count];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) result[column * rows + row] = weights[row * columns + column];
        return result;
    }
}
