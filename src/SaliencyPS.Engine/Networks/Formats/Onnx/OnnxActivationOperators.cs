using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Functions of each element by itself, soft-max, and local response normalization.</summary>
internal static class OnnxActivationOperators
{
    // The slopes that ONNX and PyTorch give SELU.
    private const float SeluAlpha = 1.67326319217681884765625f, SeluGamma = 1.05070102214813232421875f;

    public static OnnxValue Relu(OnnxCall call) => Map(call, new Relu(), x => Math.Max(x, 0));

    public static OnnxValue LeakyRelu(OnnxCall call) => call.Emit(new LeakyRelu(call.Single("alpha", 0.01f)), call.Data());

    /// <summary>PRelu with a constant slope, one or one per channel: max(x, 0) − slope · max(−x, 0).</summary>
    public static OnnxValue PRelu(OnnxCall call)
    {
        var (data, slope) = (call.Data(), call.Constant(1));
        if (slope.Count == 1) return call.Emit(new LeakyRelu((float)slope[0]), data);
        var below = call.Emit(new Relu(), (OnnxData)OnnxArithmeticOperators.Scale(call, data, -1));
        return OnnxArithmeticOperators.Sum(call, call.Emit(new Relu(), data),
            OnnxArithmeticOperators.Scale(call, OnnxArithmeticOperators.Product(call, below, slope), -1));
    }

    public static OnnxValue Elu(OnnxCall call) => call.Emit(new Elu(call.Single("alpha", 1)), call.Data());

    public static OnnxValue Selu(OnnxCall call) =>
        call.Emit(new Elu(call.Single("alpha", SeluAlpha), call.Single("gamma", SeluGamma)), call.Data());

    public static OnnxValue Celu(OnnxCall call) =>
        call.Emit(new Elu(call.Single("alpha", 1), Width: call.Single("alpha", 1)), call.Data());

    public static OnnxValue Gelu(OnnxCall call) => call.Emit(new Gelu(call.Text("approximate", "none") == "tanh"), call.Data());

    public static OnnxValue Swish(OnnxCall call) => call.Emit(new Swish(call.Single("alpha", 1)), call.Data());

    public static OnnxValue Mish(OnnxCall call) => call.Emit(new Mish(), call.Data());

    public static OnnxValue Softplus(OnnxCall call) => call.Emit(new Softplus(), call.Data());

    public static OnnxValue Sigmoid(OnnxCall call) => Map(call, new Sigmoid(), x => 1 / (1 + Math.Exp(-x)));

    public static OnnxValue Tanh(OnnxCall call) => Map(call, new Tanh(), Math.Tanh);

    public static OnnxValue Erf(OnnxCall call) => call.Emit(new Erf(), call.Data());

    public static OnnxValue Exp(OnnxCall call) => Map(call, new Exp(), Math.Exp);

    public static OnnxValue Log(OnnxCall call) => Map(call, new Log(), Math.Log);

    public static OnnxValue Sqrt(OnnxCall call) => Map(call, new Power(0.5f), Math.Sqrt);

    public static OnnxValue Reciprocal(OnnxCall call) => Map(call, new Power(-1), x => 1 / x);

    public static OnnxValue Abs(OnnxCall call) => Map(call, new Absolute(), Math.Abs);

    public static OnnxValue Neg(OnnxCall call) => Map(call, new ScaleShift([-1], [0]), x => -x);

    public static OnnxValue Sin(OnnxCall call) => Map(call, new Sine(), Math.Sin);

    public static OnnxValue Cos(OnnxCall call) => Map(call, new Sine(MathF.PI / 2), Math.Cos);

    public static OnnxValue Floor(OnnxCall call) => Map(call, null, Math.Floor);

    public static OnnxValue Ceil(OnnxCall call) => Map(call, null, Math.Ceiling);

    public static OnnxValue HardSigmoid(OnnxCall call) =>
        call.Emit(new HardSigmoid(call.Single("alpha", 0.2f), call.Single("beta", 0.5f)), call.Data());

    public static OnnxValue HardSwish(OnnxCall call) => call.Emit(new HardSwish(), call.Data());

    /// <summary>Clip; the bounds are attributes before operator set 11 and inputs since.</summary>
    public static OnnxValue Clip(OnnxCall call)
    {
        var minimum = call.Scalar(1) ?? call.Single("min", float.MinValue);
        var maximum = call.Scalar(2) ?? call.Single("max", float.MaxValue);
        if (!(minimum <= maximum)) throw call.Fault("The minimum is above the maximum.", actual: $"{minimum} and {maximum}");
        return Map(call, Bounds(minimum, maximum), x => Math.Clamp(x, minimum, maximum));
    }

    /// <summary>The layer that keeps values between two bounds, as the rectifier that it is where it is one.</summary>
    public static Layer Bounds(float minimum, float maximum) => (minimum, maximum) switch
    {
        (0, > 0 and < float.MaxValue) => new ClippedRelu(maximum),
        _ => new Clip(minimum, maximum),
    };

    /// <summary>Softmax; where it ends the network, it is dropped when the network is built.</summary>
    public static OnnxValue Softmax(OnnxCall call)
    {
        var data = call.Data();
        var axis = call.Axis(call.Integer("axis", call.Opset < 13 ? 1 : -1), data.Rank);
        var behind = Movement.Product(data.Sizes.AsSpan((axis + 1)..));
        if (data.Sizes[axis] == data.Count) return call.Emit(new Softmax(), data.Sizes, call.View(data, new(data.Count)));
        // Before operator set 13 the axis began a block that counted as one axis.
        if (call.Opset >= 13 || behind == 1)
            return call.Emit(new Softmax(data.AxisOf(axis)), data.Sizes, call.View(data));
        var block = Movement.Product(data.Sizes.AsSpan(axis..));
        return call.Emit(new Softmax(1), data.Sizes, call.View(data, new(data.Count / block, block)));
    }

    /// <summary>
    /// LogSoftmax; at the network's end it is as good as Softmax, which is dropped, because scores
    /// are told apart by their differences.
    /// </summary>
    public static OnnxValue LogSoftmax(OnnxCall call) =>
        call.IsOutput ? Softmax(call) : call.Emit(new Log(), (OnnxData)Softmax(call));

    /// <summary>LRN across channels.</summary>
    public static OnnxValue Lrn(OnnxCall call)
    {
        var size = call.Integer("size", 0);
        if (size is < 1 or > 1 << 14) throw call.Fault("The size is out of range.", "a positive number of channels", $"{size}");
        var (alpha, beta, bias) = (call.Single("alpha", 1e-4f), call.Single("beta", 0.75f), call.Single("bias", 1));
        var maps = call.Maps();
        return call.Emit(new LocalResponseNormalization((int)size, alpha, beta, bias), maps.Sizes, call.View(maps));
    }

    // A layer for data, a function for constants.
    private static OnnxValue Map(OnnxCall call, Layer? layer, Func<double, double> function) => call.Value(0) switch
    {
        OnnxData data => layer is null ? throw call.Fault("It is supported for constants only.") : call.Emit(layer, data),
        OnnxConstant { Integers: { } values } constant =>
            call.Folded(new(constant.Sizes, null, [.. values.Select(value => (long)function(value))])),
        OnnxConstant { Singles: { } values } constant =>
            call.Folded(new(constant.Sizes, [.. values.Select(value => (float)function(value))], null)),
        _ => throw call.Fault("Its input is not supported."),
    };
}
