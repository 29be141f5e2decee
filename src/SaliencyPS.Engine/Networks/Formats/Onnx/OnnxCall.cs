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
        : graph.Value(node.Inputs[input]) ?? throw Fault($"Nothing gives its input '{node.Inputs[input]}'.");

    /// <summary>An input that depends on the image.</summary>
    public OnnxData Data(int input = 0, int? rank = null)
    {
        var data = Value(input) as OnnxData ?? throw Fault($"Input {input} is a constant.", "data that depends on the image");
        return rank is null || data.Rank == rank ? data
            : throw Fault($"Input {input} has the wrong number of axes.", $"{rank}",
                $"{data.Rank} ({WeightTensor.Text(data.Sizes)} and the batch)");
    }

    /// <summary>A constant input.</summary>
    public OnnxConstant Constant(int input) => Value(input) as OnnxConstant ?? throw Fault($"Input {input} is not a constant.");

    /// <summary>A constant input of floats with these sizes.</summary>
    public float[] Weights(int input, params long[] sizes)
    {
        var constant = Constant(input);
        if (constant.Singles is null || !constant.Sizes.AsSpan().SequenceEqual(sizes))
            throw new NetworkFormatException("The shape is wrong.", $"{Element}, tensor '{node.Inputs[input]}'",
                WeightTensor.Text(sizes),
                WeightTensor.Text(constant.Sizes));
        graph.Spend(constant.Singles.Length);
        return FiniteWeights.Require(constant.Singles, $"{Element}, tensor '{node.Inputs[input]}'");
    }

    /// <summary>A constant input of one float.</summary>
    public float? Scalar(int input) => !Has(input) ? null
        : Constant(input).Singles is [var value] ? value : throw Fault($"Input {input} is not one float.");

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
    /// Kernel, strides, dilations and pads for data of C×H×W; the pads may have to be worked out from <c>auto_pad</c>.
    /// </summary>
    public Window2D Window(OnnxData data, int kernelHeight, int kernelWidth)
    {
        var (strides, dilations) = (WindowAttribute("strides", [1, 1]), WindowAttribute("dilations", [1, 1]));
        var pads = WindowAttribute("pads", [0, 0, 0, 0]);
        var automatic = Text("auto_pad", "NOTSET");
        if (automatic is "SAME_UPPER" or "SAME_LOWER")
        {
            var (top, bottom) = Same(data.Sizes[1], kernelHeight, strides[0], dilations[0], automatic);
            var (left, right) = Same(data.Sizes[2], kernelWidth, strides[1], dilations[1], automatic);
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
        if (values.Length != count || values.Any(v => v is < 0 or > MaximumWindow))
            throw Fault($"The attribute '{name}' is wrong.", $"{count} values from 0 to {MaximumWindow}",
                string.Join(", ", values));
        return [.. values.Select(v => (int)v)];
    }

    /// <summary>Adds a layer of this node's name that reads the given data.</summary>
    public OnnxData Emit(Layer layer, params OnnxData[] inputs) => graph.Add(node.Name, layer, inputs);

    /// <summary>An error that names this node.</summary>
    public NetworkFormatException Fault(string message, string? expected = null, string? actual = null) =>
        new(message, Element, expected, actual);

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
