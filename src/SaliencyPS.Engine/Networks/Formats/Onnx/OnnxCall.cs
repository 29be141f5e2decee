using System.Diagnostics;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// One operator of an ONNX graph being turned into layers: typed access to its inputs and attributes, and its errors.
/// </summary>
internal sealed class OnnxCall(OnnxGraph graph, OnnxNode node)
{
    // Kernels, strides and pads beyond this are attacks, and would overflow products.
    private const long MaximumWindow = 1 << 14;

    // A tensor of the file is converted anew for each node; not for each look at it.
    private readonly OnnxValue?[] _inputs = new OnnxValue?[node.Inputs.Count];

    /// <summary>Version of the operator set.</summary>
    public long Opset => graph.Opset;

    /// <summary>The batch size that the file fixes; 1 if it fixes none.</summary>
    public long Batch => graph.Batch;

    /// <summary>Name of the first output.</summary>
    public string Output => node.Outputs.FirstOrDefault("");

    /// <summary>True if this is the graph's result.</summary>
    public bool IsOutput => graph.Output == Output;

    /// <summary>Number of inputs, left-out ones included.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>True if the optional input is there.</summary>
    public bool Has(int input) => input < node.Inputs.Count && node.Inputs[input].Length > 0;

    /// <summary>Any input.</summary>
    public OnnxValue Value(int input) => !Has(input) ? throw Fault($"Input {input} is missing.")
        : _inputs[input] ??= graph.Read(node.Inputs[input]) ?? throw Fault($"Nothing gives its input '{node.Inputs[input]}'.");

    /// <summary>All inputs, of which there is one at least.</summary>
    public IEnumerable<OnnxValue> Values() =>
        InputCount > 0 ? Enumerable.Range(0, InputCount).Select(Value) : throw Fault("It has no input.");

    /// <summary>An input that depends on the image.</summary>
    public OnnxData Data(int input = 0, int? rank = null)
    {
        var data = Value(input) as OnnxData ?? throw Fault($"Input {input} is a constant.", "data that depends on the image");
        return rank is null || data.Rank == rank ? data
            : throw Fault($"Input {input} has the wrong number of axes.", $"{rank}",
                $"{data.Rank} ({WeightTensor.Text(data.Sizes)})");
    }

    /// <summary>An input that is a batch of images or feature maps, batch (1) × channels × height × width.</summary>
    public OnnxData Maps(int input = 0)
    {
        var data = Data(input, rank: 4);
        return data.Sizes[0] == 1 ? data
            : throw Fault($"Input {input} is cut into several parts, each like an image of its own, which is not supported.",
                "1×…", WeightTensor.Text(data.Sizes));
    }

    /// <summary>A constant input.</summary>
    public OnnxConstant Constant(int input) => Value(input) as OnnxConstant ?? throw Fault($"Input {input} is not a constant.");

    /// <summary>A constant input of floats with these sizes.</summary>
    public float[] Weights(int input, params long[] sizes)
    {
        var constant = Constant(input);
        if (constant.Singles is null || !constant.Sizes.AsSpan().SequenceEqual(sizes))
            throw new NetworkFormatException("The shape is wrong.", $"{Element}, tensor '{node.Inputs[input]}'",
                WeightTensor.Text(sizes), WeightTensor.Text(constant.Sizes));
        graph.Spend(constant.Singles.Length);
        return FiniteWeights.Require(constant.Singles, $"{Element}, tensor '{node.Inputs[input]}'");
    }

    /// <summary>Constant floats of any sizes, to be kept by a layer.</summary>
    public float[] Keep(OnnxConstant constant)
    {
        var values = constant.Singles ?? throw Fault("The constant is not of floats.");
        graph.Spend(values.Length);
        return FiniteWeights.Require(values, constant.Name.Length > 0 ? $"{Element}, tensor '{constant.Name}'" : Element);
    }

    /// <summary>
    /// Smallest and largest number of the type of an initializer that is an input; null where it is no small integer.
    /// </summary>
    public (int Minimum, int Maximum)? RangeOf(int input) => graph.RangeOf(node.Inputs[input]);

    /// <summary>A constant input of one number.</summary>
    public float? Scalar(int input) => !Has(input) ? null
        : Constant(input) is { Count: 1 } constant ? (float)constant[0] : throw Fault($"Input {input} is not one number.");

    /// <summary>A constant input of integers.</summary>
    public long[]? Integers(int input) =>
        !Has(input) ? null : Constant(input).Integers ?? throw Fault($"Input {input} is not a list of integers.");

    /// <summary>Integers that newer operator sets give as an input and older ones as an attribute.</summary>
    public long[]? Integers(string attribute, int input) => Integers(attribute) ?? Integers(input);

    /// <summary>An attribute of integers.</summary>
    public long[]? Integers(string attribute) =>
        node.Attributes.TryGetValue(attribute, out var value) ? [.. value.Integers] : null;

    /// <summary>An integer attribute.</summary>
    public long Integer(string attribute, long absent) =>
        node.Attributes.TryGetValue(attribute, out var value) ? value.Integer : absent;

    /// <summary>A float attribute.</summary>
    public float Single(string attribute, float absent) =>
        node.Attributes.TryGetValue(attribute, out var value) ? value.Single : absent;

    /// <summary>A text attribute.</summary>
    public string Text(string attribute, string absent) =>
        node.Attributes.TryGetValue(attribute, out var value) ? value.Text : absent;

    /// <summary>Any attribute.</summary>
    public OnnxAttribute? Attribute(string name) => node.Attributes.GetValueOrDefault(name);

    /// <summary>Refuses an attribute that has another value than the only supported one.</summary>
    public void Require(string attribute, long value)
    {
        if (Integer(attribute, value) != value)
            throw Fault($"The attribute '{attribute}' is not supported.", $"{value}", $"{Integer(attribute, value)}");
    }

    /// <summary>An axis, which may be counted from the end, as 0 ≤ axis &lt; rank.</summary>
    public int Axis(long axis, int rank) => axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw Fault("The axis does not exist.", $"less than {rank}", $"{axis}");

    /// <summary>
    /// Kernel, strides, dilations and pads for data of 1×C×H×W; the pads may have to be worked out from <c>auto_pad</c>.
    /// </summary>
    public Window2D Window(OnnxData data, int kernelHeight, int kernelWidth)
    {
        var (strides, dilations) = (WindowAttribute("strides", [1, 1]), WindowAttribute("dilations", [1, 1]));
        var pads = WindowAttribute("pads", [0, 0, 0, 0]);
        var automatic = Text("auto_pad", "NOTSET");
        if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            var (top, bottom) = Same((int)data.Sizes[2], kernelHeight, strides[0], dilations[0], automatic);
            var (left, right) = Same((int)data.Sizes[3], kernelWidth, strides[1], dilations[1], automatic);
            pads = [top, left, bottom, right];
        }
        else if (automatic == "VALID") pads = [0, 0, 0, 0];
        else if (automatic != "NOTSET")
            throw Fault("The auto_pad is unknown.", "NOTSET, SAME_UPPER, SAME_LOWER or VALID", automatic);
        return new Window2D(kernelHeight, kernelWidth)
        {
            StrideY = strides[0], StrideX = strides[1], DilationY = dilations[0], DilationX = dilations[1],
            PadTop = pads[0], PadLeft = pads[1], PadBottom = pads[2], PadRight = pads[3], CeilMode = Integer("ceil_mode", 0) != 0,
        };
    }

    /// <summary>A list of small integers for two spatial axes.</summary>
    public int[] WindowAttribute(string name, int[]? absent = null)
    {
        var values = Integers(name) ?? absent?.Select(v => (long)v).ToArray()
            ?? throw Fault($"The attribute '{name}' is missing.");
        var count = name == "pads" ? 4 : 2;
        // One spatial axis is treated as the columns of a single row.
        if (values.Length * 2 == count)
            values = name == "pads" ? [0, values[0], 0, values[1]] : [1, values[0]];
        if (values.Length != count || values.Any(v => v is < 0 or > MaximumWindow))
            throw Fault($"The attribute '{name}' is wrong.", $"{count} values from 0 to {MaximumWindow}",
                string.Join(", ", values));
        return [.. values.Select(v => (int)v)];
    }

    /// <summary>Gives a further output of this node a value.</summary>
    public void SetOutput(int output, OnnxValue value)
    {
        if (output < node.Outputs.Count) graph.Set(node.Outputs[output], value);
    }

    /// <summary>Number of outputs, those nobody asks for included.</summary>
    public int OutputCount => node.Outputs.Count;

    /// <summary>Whether an output is asked for by name.</summary>
    public bool HasOutput(int output) => output < node.Outputs.Count && node.Outputs[output].Length > 0;

    /// <summary>Adds a layer of this node's name whose result has the sizes of its input, to be computed in any shape.</summary>
    public OnnxData Emit(Layer layer, OnnxData data) => graph.Add(node.Name, layer, data.Sizes, data.Node);

    /// <summary>Adds a layer of this node's name.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sizes">Sizes of its result.</param>
    /// <param name="inputs">Nodes that it reads; see <see cref="View(OnnxData)"/>.</param>
    public OnnxData Emit(Layer layer, long[] sizes, params ReadOnlySpan<int> inputs) =>
        graph.Add(node.Name, layer, sizes, inputs);

    /// <summary>The node of data in the shape that its sizes say.</summary>
    public int View(OnnxData data) => View(data, data.Shape);

    /// <summary>The node of data in some shape of the same length.</summary>
    public int View(OnnxData data, TensorShape shape) => graph.View(node.Name, data.Node, shape);

    /// <summary>The nodes of values, constants included, in shapes with equally many axes, aligned at the last.</summary>
    public int[] Aligned(params OnnxValue[] values)
    {
        var rank = values.Max(value => value.Rank);
        long[][] sizes = [.. values.Select(value => (long[])[.. Enumerable.Repeat(1L, rank - value.Rank), .. value.Sizes])];
        var withoutFirst = rank > 1 && sizes.All(one => one[0] == 1);
        return [.. values.Zip(sizes, (value, one) => (value, shape: OnnxData.ShapeOf(one, withoutFirst)))
            .Select(pair => pair.value is OnnxData data ? View(data, pair.shape) : Place((OnnxConstant)pair.value, pair.shape))];
    }

    /// <summary>A constant as a node.</summary>
    public OnnxData Place(OnnxConstant constant) =>
        new(Place(constant, OnnxData.ShapeOf(constant.Sizes, constant.Rank > 1 && constant.Sizes[0] == 1)), constant.Sizes);

    /// <summary>A value with its elements moved.</summary>
    public OnnxValue Move(OnnxValue value, Movement movement) => value switch
    {
        _ when movement.Sizes.Length > OnnxTensor.MaximumAxes => throw TooManyAxes(movement.Sizes.Length),
        _ when movement.Sources is null && Movement.Product(movement.Sizes) != value.Count =>
            throw Fault("The sizes do not fit.", WeightTensor.Text(value.Sizes), WeightTensor.Text(movement.Sizes)),
        OnnxData data => graph.Move(node.Name, data, movement),
        OnnxConstant constant => Folded(constant.Move(movement)),
        _ => throw new UnreachableException($"{value} is neither data nor a constant."),
    };

    /// <summary>Data with its elements moved.</summary>
    public OnnxData Move(OnnxData data, Movement movement) => graph.Move(node.Name, data, movement);

    /// <summary>Counts values of a constant that is about to be computed.</summary>
    public void Spend(long values) => graph.SpendFolded((int)Math.Min(values, int.MaxValue));

    /// <summary>Counts weights that are about to be made for a layer.</summary>
    public void SpendWeights(long weights) => graph.Spend((int)Math.Min(weights, int.MaxValue));

    /// <summary>A tensor that is an attribute.</summary>
    public OnnxConstant Read(OnnxTensor tensor) => graph.Read(tensor);

    /// <summary>A constant that was computed from others.</summary>
    public OnnxConstant Folded(OnnxConstant constant)
    {
        if (constant.Rank > OnnxTensor.MaximumAxes) throw TooManyAxes(constant.Rank);
        graph.SpendFolded(constant.Singles?.Length ?? constant.Integers!.Length);
        return constant;
    }

    /// <summary>The layer that gives data, and the nodes it reads; null for the network's input.</summary>
    public (Layer? Layer, IReadOnlyList<int> Inputs) Origin(OnnxData data) => graph.Origin(data.Node);

    private int Place(OnnxConstant constant, TensorShape shape)
    {
        var values = constant.Singles ?? [.. constant.Integers!.Select(i => (float)i)];
        graph.Spend(values.Length);
        return graph.Add($"{node.Name} (constant)", new Constant(new Weights(values, shape)), constant.Sizes, []).Node;
    }

    private NetworkFormatException TooManyAxes(int axes) =>
        Fault("The result has too many axes.", $"at most {OnnxTensor.MaximumAxes}", $"{axes}");

    /// <summary>An error that names this node.</summary>
    public NetworkFormatException Fault(string message, string? expected = null,
        string? actual = null, Exception? inner = null) =>
        new(message, Element, expected, actual, inner);

    private string Element => $"Node '{node.Name}' ({node.Operator})";

    // SAME: as many results as strides begun; an odd pad goes to the end (UPPER) or the beginning (LOWER).
    private static (int Before, int After) Same(int size, int kernel, int stride, int dilation, string mode)
    {
        if (stride < 1) return (0, 0); // the window itself will refuse it
        var total = Math.Max(0, ((long)(size + stride - 1) / stride - 1) * stride + (long)dilation * (kernel - 1) + 1 - size);
        var (small, large) = ((int)(total / 2), (int)(total - total / 2));
        return mode == "SAME_UPPER" ? (small, large) : (large, small);
    }
}
