using System.Diagnostics;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Turns an ONNX graph into a <see cref="Network"/>, node by node. Constants are folded on the way.</summary>
internal sealed class OnnxGraph
{
    private const int MaximumNodes = 100_000;
    private const int MaximumClasses = 1 << 20;

    /// <summary>Largest result of one layer, in values; the largest of VGG has 3.2 million.</summary>
    private const int MaximumValues = 1 << 27;

    /// <summary>Most weights of all layers together. Layers may copy what they share in the file, so sharing counts.</summary>
    private const long MaximumWeights = 1L << 30;

    private readonly NetworkBuilder _builder;
    private readonly Dictionary<string, OnnxValue> _values = [];
    private readonly Dictionary<string, OnnxTensor> _initializers = [];
    private long _weightsUsed;

    private OnnxGraph(OnnxModel model, TensorShape? requested)
    {
        Opset = model.Opset;
        Output = model.Outputs.FirstOrDefault() ?? throw new NetworkFormatException("The graph has no output.", "Graph");
        foreach (var tensor in model.Initializers) _initializers[tensor.Name] = tensor;
        var inputs = model.Inputs.Where(i => !_initializers.ContainsKey(i.Name)).ToArray();
        if (inputs.Length != 1)
            throw new NetworkFormatException("The graph must have one input.", "Graph", "1", $"{inputs.Length}");
        var shape = InputShape(inputs[0], requested);
        Batch = inputs[0].Sizes![0] ?? 1;
        _builder = new NetworkBuilder(shape);
        _values[inputs[0].Name] = new OnnxData(NetworkBuilder.Input, [shape.Channels, shape.Height, shape.Width]);
    }

    /// <summary>Version of the operator set.</summary>
    public long Opset { get; }

    /// <summary>The batch size that the file fixes; 1 if it fixes none.</summary>
    public long Batch { get; }

    /// <summary>Name of the graph's first output.</summary>
    public string Output { get; }

    /// <summary>Builds the network.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="name">The network's name.</param>
    /// <param name="requested">Input shape for a model that leaves height or width open; 224×224 if not given.</param>
    /// <exception cref="NetworkFormatException">An operator is unknown or used in an unsupported way, or shapes do not
    /// fit.</exception>
    public static Network Build(OnnxModel model, string name, TensorShape? requested = null)
    {
        if (model.Opset is < 7 or > 20)
            throw new NetworkFormatException("The operator set is not supported.", "opset_import", "7 to 20", $"{model.Opset}");
        if (model.Nodes.Count > MaximumNodes)
            throw new NetworkFormatException("There are too many nodes.", "Graph", $"at most {MaximumNodes}",
                $"{model.Nodes.Count}");
        var graph = new OnnxGraph(model, requested);
        foreach (var node in model.Nodes)
        {
            var result = OnnxOperators.Convert(new OnnxCall(graph, node), node.Operator);
            if (node.Outputs.Count > 0) graph._values[node.Outputs[0]] = result;
        }
        if (graph.Value(graph.Output) is not OnnxData output)
            throw new NetworkFormatException("The output does not depend on the input.", $"Output '{graph.Output}'");
        if (output.Plane != 1 || output.Channels > MaximumClasses)
            throw new NetworkFormatException("The output is not one score per class.", $"Output '{graph.Output}'", "a vector",
                WeightTensor.Text(output.Sizes));
        return graph._builder.Build(name, output.Node);
    }

    /// <summary>What a name stands for; null if nothing gave it yet.</summary>
    public OnnxValue? Value(string name)
    {
        if (_values.TryGetValue(name, out var value) || !_initializers.TryGetValue(name, out var tensor)) return value;
        return _values[name] = tensor.ToConstant();
    }

    /// <summary>Adds a layer. Its result has as many axes as its first input.</summary>
    public OnnxData Add(string name, Layer layer, OnnxData[] inputs)
    {
        var node = _builder.Add(name, layer, [.. inputs.Select(i => i.Node)]);
        var shape = _builder.ShapeOf(node);
        if (Math.Min(shape.Channels, Math.Min(shape.Height, shape.Width)) < 1
            || (Int128)shape.Channels * shape.Height * shape.Width > MaximumValues)
            throw new NetworkFormatException("The result is empty or too large.", $"Layer '{name}'",
                $"1 to {MaximumValues} values", $"{shape}");
        return new OnnxData(node, inputs[0].Rank switch
        {
            2 => [shape.Length],
            3 => [shape.Channels, shape.Plane],
            4 => [shape.Channels, shape.Height, shape.Width],
            var rank => throw new UnreachableException($"Data has {rank} axes."),
        });
    }

    /// <summary>Counts weights given to a layer.</summary>
    /// <exception cref="NetworkFormatException">There are too many by now.</exception>
    public void Spend(int weights)
    {
        if ((_weightsUsed += weights) > MaximumWeights)
            throw new NetworkFormatException("The network has too many weights.", "Graph", $"at most {MaximumWeights}");
    }

    private static TensorShape InputShape(OnnxInput input, TensorShape? requested)
    {
        var element = $"Input '{input.Name}'";
        if (input.Sizes is not [_, var channels, var height, var width])
            throw new NetworkFormatException("The input is not a batch of images.", element,
                "4 axes: batch, channels, height, width",
                $"{input.Sizes?.Count ?? 0}");
        var wanted = requested ?? new TensorShape(3, 224, 224);
        long[] sizes = [channels ?? wanted.Channels, height ?? wanted.Height, width ?? wanted.Width];
        if (requested is { } r && !sizes.SequenceEqual([r.Channels, r.Height, r.Width]))
            throw new NetworkFormatException("The description gives another input than the file.", element,
                WeightTensor.Text(sizes), $"{r}");
        return InputLimits.Check(sizes, element);
    }
}
