using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Sums, differences, products and quotients of data with constants or with each other; of integers among constants.
/// </summary>
internal static class OnnxArithmeticOperators
{
    public static OnnxValue Add(OnnxCall call) => Convert(call, (a, b) => a + b, c => (1, c), c => (1, c), () => new Add());

    /// <summary>Sum of any number of data inputs.</summary>
    public static OnnxValue Sum(OnnxCall call)
    {
        OnnxData[] parts = [.. Enumerable.Range(0, call.InputCount).Select(i => call.Data(i, call.Data().Rank))];
        return parts.Length == 1 ? parts[0] : call.Emit(new Add(), parts);
    }

    public static OnnxValue Sub(OnnxCall call) => Convert(call, (a, b) => a - b, c => (1, -c), c => (-1, c), null);

    public static OnnxValue Mul(OnnxCall call) => Convert(call, (a, b) => a * b, c => (c, 0), c => (c, 0), () => new Multiply());

    public static OnnxValue Div(OnnxCall call) => Convert(call, (a, b) => a / b, c => (1 / c, 0), null, null);

    /// <param name="call">The node.</param>
    /// <param name="integers">The operation on shapes.</param>
    /// <param name="right">Scale and shift that stand for the operation with a constant c on the right.</param>
    /// <param name="left">Scale and shift for a constant c on the left; null if the operation is then no scale and shift.</param>
    /// <param name="layer">The layer for two data inputs, if there is one.</param>
    private static OnnxValue Convert(OnnxCall call, Func<long, long, long> integers,
        Func<float, (float Scale, float Shift)> right,
        Func<float, (float Scale, float Shift)>? left, Func<Layer>? layer) => (call.Value(0), call.Value(1)) switch
    {
        (OnnxData data, OnnxConstant constant) => Affine(call, data, constant, right),
        (OnnxConstant constant, OnnxData data) when left is not null => Affine(call, data, constant, left),
        (OnnxData a, OnnxData b) when layer is not null && a.Rank == b.Rank => call.Emit(layer(), a, b),
        (OnnxConstant { Integers: { } a } x, OnnxConstant { Integers: { } b } y) => Fold(call, x, y, a, b, integers),
        _ => throw call.Fault("These operands are not supported."),
    };

    private static OnnxData Affine(OnnxCall call, OnnxData data, OnnxConstant constant,
        Func<float, (float Scale, float Shift)> map)
    {
        var values = constant.Singles ?? throw call.Fault("The constant is not of floats.");
        var sizes = constant.Sizes;
        // Axes are aligned at the end. One value fits everywhere; otherwise only the channel axis may be longer than 1.
        var channel = sizes.Length - data.Sizes.Length;
        if (values.Length == 0 || sizes.Length > data.Rank || values.Length > 1
            && (channel < 0 || sizes[channel] != values.Length || values.Length != data.Channels))
            throw call.Fault("The constant must be one value, or one per channel.",
                $"{data.Channels}{string.Concat(data.Sizes.Skip(1).Select(_ => "×1"))}", WeightTensor.Text(sizes));
        var pairs = values.Select(map).ToArray();
        return call.Emit(new ScaleShift([.. pairs.Select(p => p.Scale)], [.. pairs.Select(p => p.Shift)]), data);
    }

    private static OnnxConstant Fold(OnnxCall call, OnnxConstant x, OnnxConstant y, long[] a, long[] b,
        Func<long, long, long> operation)
    {
        if (a.Length != b.Length && a.Length != 1 && b.Length != 1 || a.Length == 0 || b.Length == 0)
            throw call.Fault("The constants do not fit each other.", WeightTensor.Text(x.Sizes), WeightTensor.Text(y.Sizes));
        var result = new long[Math.Max(a.Length, b.Length)];
        try
        {
            for (var i = 0; i < result.Length; i++) result[i] = operation(a[i % a.Length], b[i % b.Length]);
        }
        catch (ArithmeticException e) // a division by zero, or of the smallest number by −1
        {
            throw call.Fault(e.Message);
        }
        return new OnnxConstant(a.Length >= b.Length && x.Sizes.Length >= y.Sizes.Length ? x.Sizes : y.Sizes, null, result);
    }
}
