using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Pooling over space, and padding.</summary>
internal static class OnnxPoolingOperators
{
    public static OnnxValue MaxPool(OnnxCall call)
    {
        var (data, kernel) = (call.Data(rank: 4), call.WindowAttribute("kernel_shape"));
        return call.Emit(new MaxPool(call.Window(data, kernel[0], kernel[1])), data);
    }

    public static OnnxValue AveragePool(OnnxCall call)
    {
        var (data, kernel) = (call.Data(rank: 4), call.WindowAttribute("kernel_shape"));
        var window = call.Window(data, kernel[0], kernel[1]);
        if (window.DilationY != 1 || window.DilationX != 1)
            throw call.Fault("Dilations are not supported.", "1", $"{window.DilationY}, {window.DilationX}");
        return call.Emit(new AveragePool(window, call.Integer("count_include_pad", 0) != 0), data);
    }

    public static OnnxValue GlobalAveragePool(OnnxCall call) => call.Emit(new AdaptiveAveragePool(1, 1), call.Data());

    public static OnnxValue GlobalMaxPool(OnnxCall call)
    {
        var data = call.Data(rank: 4);
        return call.Emit(new MaxPool(new Window2D(data.Sizes[1], data.Sizes[2])), data);
    }

    /// <summary>ReduceMean over all of space; the axes are an attribute before operator set 18 and an input since.</summary>
    public static OnnxValue ReduceMean(OnnxCall call)
    {
        var data = call.Data();
        var axes = call.Integers("axes", 1) ?? [];
        if (data.Rank < 3 || !axes.Select(a => call.Axis(a, data.Rank)).Order().SequenceEqual(Enumerable.Range(2, data.Rank - 2)))
            throw call.Fault("Only the mean over all of space is supported.",
                $"axes {string.Join(", ", Enumerable.Range(2, Math.Max(0, data.Rank - 2)))}", string.Join(", ", axes));
        var mean = call.Emit(new AdaptiveAveragePool(1, 1), data);
        return call.Integer("keepdims", 1) != 0 ? mean : mean with { Sizes = [mean.Channels] };
    }

    /// <summary>
    /// Pad with a constant around space; pads and value are attributes before operator set 11 and inputs since.
    /// </summary>
    public static OnnxValue Pad(OnnxCall call)
    {
        var data = call.Data(rank: 4);
        if (call.Text("mode", "constant") is var mode && mode != "constant")
            throw call.Fault("The mode is not supported.", "constant", mode);
        var given = call.Integers("pads", 1) ?? throw call.Fault("The pads are missing.");
        var axes = (call.Integers(3) ?? [0, 1, 2, 3]).Select(a => call.Axis(a, data.Rank)).ToArray();
        if (given.Length != 2 * axes.Length || given.Any(p => p is < 0 or > 1 << 14))
            throw call.Fault("The pads are wrong.", $"{2 * axes.Length} values from 0 to {1 << 14}", string.Join(", ", given));
        var pads = new int[8]; // before each axis, then after each
        for (var i = 0; i < axes.Length; i++) (pads[axes[i]], pads[4 + axes[i]]) = ((int)given[i], (int)given[axes.Length + i]);
        if (pads is not [0, 0, var top, var left, 0, 0, var bottom, var right])
            throw call.Fault("Only height and width can be padded.", actual: string.Join(", ", given));
        return call.Emit(new Pad(top, left, bottom, right, call.Scalar(2) ?? call.Single("value", 0)), data);
    }
}
