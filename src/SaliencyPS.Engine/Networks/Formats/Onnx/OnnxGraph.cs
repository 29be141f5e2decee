using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Turns the part of an ONNX graph that leads to one output into a <see cref="Network"/>, node by node, for one image: the batch
/// is 1. Whatever depends on constants alone is computed on the way.
/// </summary>
internal sealed class OnnxGraph
{
    private const int MaximumNodes = 100_000;
    private const int MaximumClasses = 1 << 20;
    private const int MaximumRank = 6;

    /// <summary>Largest result of one layer, in values; the largest of VGG has 3.2 million.</summary>
    private const int MaximumValues = 1 << 27;

    /// <summary>
    /// Most weights of all layers together, and what a file may have of them: some whatever its length, and more with each byte.
    /// Layers may copy what they share in the file, so sharing counts.
    /// </summary>
    private const long MaximumWeights = 1L << 30, FreeWeights = 1L << 24, WeightsOfByte = 16;

    /// <summary>Most values of all computed constants and movements together: the work of computing them.</summary>
    private const long MaximumFolded = 1L << 27;

    /// <summary>Most values of the constants that are held at one time, likewise: the memory that they take.</summary>
    private const long FreeHeld = 1L << 24, HeldOfByte = 8;

    // Values of constants that nodes read, each time anew.
    private const long FreeRead = 1L << 28, ReadOfByte = 16;

    /// <summary>Operator sets whose operators are known; what is newer may compute something else under an old name.</summary>
    private const int OldestOpset = 7, NewestOpset = 25;

    private readonly NetworkBuilder _builder;
    private readonly OnnxExternalData _files;
    private readonly Dictionary<string, OnnxValue> _values = [];
    private readonly Dictionary<string, OnnxTensor> _initializers = [];
    private readonly List<(Layer? Layer, IReadOnlyList<int> Inputs)> _origins = [(null, [])];
    private readonly Dictionary<string, int> _readers = []; // how many nodes will still read a value
    private readonly int _length;
    private long _weightsUsed, _folded, _held, _read;

    private OnnxGraph(OnnxModel model, OnnxInput input, OnnxExternalData files, TensorShape? requested)
    {
        (Opset, _files, _length) = (model.Opset, files, model.Length);
        foreach (var tensor in model.Initializers) _initializers[tensor.Name] = tensor;
        var (shape, isLast) = InputShape(input, requested);
        Batch = input.Sizes![0] ?? 1;
        _builder = new NetworkBuilder(shape);
        OnnxData image = new(NetworkBuilder.Input, [1, shape.Channels, shape.Height, shape.Width]);
        _values[input.Name] = isLast ? Move("input", image, Movement.Transpose(image.Sizes, [0, 2, 3, 1])) : image;
    }

    /// <summary>Version of the operator set.</summary>
    public long Opset { get; }

    /// <summary>The batch size that the file fixes; 1 if it fixes none.</summary>
    public long Batch { get; }

    /// <summary>Name of the output that the network ends with.</summary>
    public required string Output { get; init; }

    /// <summary>Builds the network.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="name">The network's name.</param>
    /// <param name="requested">Input shape for a model that leaves height or width open; 224×224 if not given.</param>
    /// <param name="files">Where weights are that are not in the file.</param>
    /// <param name="output">The output to end with; null for the one that is a vector of class scores.</param>
    /// <exception cref="NetworkFormatException">
    /// An operator is unknown or used in an unsupported way, or shapes do not fit.
    /// </exception>
    public static Network Build(OnnxModel model, string name, TensorShape? requested = null, OnnxExternalData? files = null,
        string? output = null)
    {
        if (model.Opset is < OldestOpset or > NewestOpset)
            throw new NetworkFormatException("The operator set is not supported.", "opset_import",
                $"{OldestOpset} to {NewestOpset}", $"{model.Opset}");
        if (model.Nodes.Count > MaximumNodes)
            throw new NetworkFormatException("There are too many nodes.", "Graph",
                $"at most {MaximumNodes}", $"{model.Nodes.Count}");
        var end = OnnxOutput.Choose(model, output);
        var order = OnnxOrder.Leading(model, end);
        var graph = new OnnxGraph(model, ImageInput(model, order),
            files ?? new OnnxExternalData(null), requested) { Output = end };
        foreach (var read in order.SelectMany(node => node.Inputs).Append(end))
            graph._readers[read] = graph._readers.GetValueOrDefault(read) + 1;
        foreach (var node in order)
        {
            graph.Convert(node);
            graph.Release(node);
        }

        if (graph.Value(end) is not OnnxData scores)
            throw new NetworkFormatException("The output does not depend on the input.", $"Output '{end}'");
        if (scores.Sizes.Count(size => size != 1) > 1 || scores.Count > MaximumClasses)
            throw new NetworkFormatException("The output is not one score per class.", $"Output '{end}'", "a vector",
                WeightTensor.Text(scores.Sizes));
        string[] outputs = [.. model.Outputs.Select(one => one.Name)];
        return graph._builder.Build(name, graph.View(end, scores.Node, new(scores.Count))) with
        {
            Output = end,
            Outputs = outputs,
            Notes = output is null && outputs.Length > 1
                ? [$"The file has several outputs ({string.Join(", ", outputs)}); '{end}' is taken for the class scores."] : [],
        };
    }

    /// <summary>What a name stands for; null if nothing gave it yet.</summary>
    public OnnxValue? Value(string name) => _values.TryGetValue(name, out var value) ? value
        // Read anew for each reader: a constant that is kept twice, here and by its layer, would take twice the memory.
        : _initializers.TryGetValue(name, out var tensor) ? tensor.ToConstant(_files) with { Name = name } : null;

    /// <summary>What a node reads under a name; null if nothing gave it yet.</summary>
    /// <exception cref="NetworkFormatException">Nodes read too much by now.</exception>
    public OnnxValue? Read(string name)
    {
        var value = Value(name);
        var most = FreeRead + ReadOfByte * Bytes;
        if (value is OnnxConstant constant && (_read += constant.Count) > most)
            throw new NetworkFormatException("Nodes read too many constants.", "Graph",
                $"at most {most} values, each counted for each node that reads it, for a file of {Bytes} bytes");
        return value;
    }

    /// <summary>The constant that a tensor holds.</summary>
    public OnnxConstant Read(OnnxTensor tensor) => tensor.ToConstant(_files);

    /// <summary>Smallest and largest number of an initializer's type; null where it is no small integer.</summary>
    public (int Minimum, int Maximum)? RangeOf(string name) => _initializers.GetValueOrDefault(name)?.Range;

    /// <summary>Gives a name its value. A constant that no node will read is not kept.</summary>
    /// <exception cref="NetworkFormatException">Too many values are held at one time.</exception>
    public void Set(string name, OnnxValue value)
    {
        if (name.Length == 0) return;
        Forget(name);
        if (value is OnnxConstant constant)
        {
            if (_readers.GetValueOrDefault(name) == 0) return;
            var most = FreeHeld + HeldOfByte * Bytes;
            if ((_held += constant.Count) > most)
                throw new NetworkFormatException("The graph holds too many computed constants at one time.", "Graph",
                    $"at most {most} values for a file of {Bytes} bytes");
        }

        _values[name] = value;
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="sizes">Sizes of its result.</param>
    /// <param name="inputs">Nodes that it reads.</param>
    public OnnxData Add(string name, Layer layer, long[] sizes, params ReadOnlySpan<int> inputs)
    {
        var count = sizes.Aggregate((Int128)1, (product, size) => product * size);
        if (count < 1 || count > MaximumValues || sizes.Length - (sizes is [1, ..] ? 1 : 0) > MaximumRank)
            throw new NetworkFormatException("The result is empty or too large.", $"Layer '{name}'",
                $"1 to {MaximumValues} values in at most {MaximumRank} axes", WeightTensor.Text(sizes));
        var node = layer is Constant ? _builder.AddConstant(name, (Constant)layer) : _builder.Add(name, layer, inputs);
        if (_builder.ShapeOf(node).Length != count)
            throw new NetworkFormatException("The result has another length than it should.", $"Layer '{name}'",
                WeightTensor.Text(sizes), $"{_builder.ShapeOf(node)}");
        _origins.Add((layer, inputs.ToArray()));
        return new OnnxData(node, sizes);
    }

    /// <summary>The layer of a node and the nodes it reads.</summary>
    public (Layer? Layer, IReadOnlyList<int> Inputs) Origin(int node) => _origins[node];

    /// <summary>A node's result in another shape of the same length; axes of length 1 at the end make no difference.</summary>
    public int View(string name, int node, TensorShape shape)
    {
        if (Fits(node)) return node;
        while (Origin(node).Layer is Reshape)
            if (Fits(node = Origin(node).Inputs[0])) return node;
        Layer layer = shape.Rank == 1 ? new Flatten() : new Reshape(shape);
        return Add($"{name} (reshape)", layer, [.. shape.Sizes.ToArray().Select(size => (long)size)], node).Node;

        bool Fits(int candidate)
        {
            var has = _builder.ShapeOf(candidate);
            for (var axis = 0; axis < Math.Max(has.Rank, shape.Rank); axis++)
                if (has[axis] != shape[axis]) return false;
            return true;
        }
    }

    /// <summary>Data with its elements moved. Movements that follow each other become one.</summary>
    public OnnxData Move(string name, OnnxData data, Movement movement)
    {
        if (movement.Sources is not { } sources) return data with { Sizes = movement.Sizes };
        var node = data.Node;
        while (Origin(node).Layer is Reshape) node = Origin(node).Inputs[0];
        if (Origin(node) is { Layer: Gather before } origin)
        {
            sources = Array.ConvertAll(sources, i => i < 0 ? -1 : before.Source(i));
            node = origin.Inputs[0];
        }

        SpendFolded(sources.Length);
        if (sources.Length == _builder.ShapeOf(node).Length && sources.Index().All(i => i.Index == i.Item))
            return data with { Node = node, Sizes = movement.Sizes };
        return Add(name, new Gather(new OnnxData(node, movement.Sizes).Shape, sources), movement.Sizes, node) with
        {
            Quantization = data.Quantization
        };
    }

    /// <summary>Counts weights given to a layer.</summary>
    /// <exception cref="NetworkFormatException">There are too many by now.</exception>
    public void Spend(int weights)
    {
        var most = Math.Min(MaximumWeights, FreeWeights + WeightsOfByte * Bytes);
        if ((_weightsUsed += weights) > most)
            throw new NetworkFormatException("The network has too many weights.", "Graph",
                $"at most {most}, those that layers share counted for each, for a file of {Bytes} bytes");
    }

    /// <summary>Counts values of a computed constant or a movement.</summary>
    /// <exception cref="NetworkFormatException">There are too many by now.</exception>
    public void SpendFolded(int values)
    {
        if ((_folded += values) > MaximumFolded)
            throw new NetworkFormatException("The graph computes too many constants.", "Graph",
                $"at most {MaximumFolded} values");
    }

    private long Bytes => _length + _files.Length;

    private void Release(OnnxNode node)
    {
        foreach (var name in node.Inputs)
            if (--_readers[name] == 0) Forget(name);
    }

    private void Forget(string name)
    {
        if (_values.GetValueOrDefault(name) is not OnnxConstant constant) return;
        _held -= constant.Count;
        _values.Remove(name);
    }

    private void Convert(OnnxNode node)
    {
        var call = new OnnxCall(this, node);
        try
        {
            var result = OnnxOperators.Convert(call, node.Operator);
            if (node.Outputs.Count > 0) Set(node.Outputs[0], result);
        }
        catch (OverflowException)
        {
            throw call.Fault("Its sizes are too large.");
        }
        catch (Exception e) when (e is NetworkFormatException { Element: null } or ArgumentException)
        {
            throw call.Fault(e.Message, inner: e);
        }
    }

    // The one input that the nodes read; others, such as a learning phase, may be there unread.
    internal static OnnxInput ImageInput(OnnxModel model, IReadOnlyList<OnnxNode> order)
    {
        var initializers = model.Initializers.Select(tensor => tensor.Name).ToHashSet();
        var read = order.SelectMany(node => node.Inputs).ToHashSet();
        var inputs = model.Inputs.Where(input => !initializers.Contains(input.Name)).ToArray();
        var used = inputs.Where(input => read.Contains(input.Name)).ToArray();
        return used is [var one] ? one : inputs is [var only] ? only
            : throw new NetworkFormatException("The graph must have one input.", "Graph", "1",
                $"{used.Length}{(used.Length > 0 ? $" ({string.Join(", ", used.Select(input => input.Name))})" : "")}");
    }

    // Channels × height × width, and whether the file has the channels last.
    internal static (TensorShape Shape, bool ChannelsLast) InputShape(OnnxInput input, TensorShape? requested)
    {
        var element = $"Input '{input.Name}'";
        if (input.Sizes is not [_, var second, var third, var last])
            throw new NetworkFormatException("The input is not a batch of images.", element,
                "4 axes: batch, channels, height, width", $"{input.Sizes?.Count ?? 0}");
        // No image is so low that its rows could be taken for channels.
        var isLast = last is 1 or 3 or 4 && second is null or > 4 && third is null or > 4;
        var (channels, height, width) = isLast ? (last, second, third) : (second, third, last);
        var wanted = requested ?? new TensorShape(3, 224, 224);
        long[] sizes = [channels ?? wanted.Channels, height ?? wanted.Height, width ?? wanted.Width];
        if (requested is { } r && !sizes.SequenceEqual([r.Channels, r.Height, r.Width]))
            throw new NetworkFormatException("The description gives another input than the file.", element,
                WeightTensor.Text(sizes), $"{r}");
        return (InputLimits.Check(sizes, element), isLast);
    }
}
