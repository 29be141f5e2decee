using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Element-wise functions, soft-max and local response normalization.</summary>
internal static class OnnxActivationOperators
{
    public static OnnxValue Relu(OnnxCall call) => call.Emit(new Relu(), call.Data());

    public static OnnxValue LeakyRelu(OnnxCall call) => call.Emit(new LeakyRelu(call.Single("alpha", 0.01f)), call.Data());

    public static OnnxValue Sigmoid(OnnxCall call) => call.Emit(new Sigmoid(), call.Data());

    public static OnnxValue HardSigmoid(OnnxCall call) =>
        call.Emit(new HardSigmoid(call.Single("alpha", 0.2f), call.Single("beta", 0.5f)), call.Data());

    public static OnnxValue HardSwish(OnnxCall call) => call.Emit(new HardSwish(), call.Data());

    /// <summary>Clip; the bounds are attributes before operator set 11 and inputs since.</summary>
    public static OnnxValue Clip(OnnxCall call)
    {
        var minimum = call.Scalar(1) ?? call.Single("min", float.MinValue);
        var maximum = call.Scalar(2) ?? call.Single("max", float.MaxValue);
        if (!(minimum <= maximum)) throw call.Fault("The minimum is above the maximum.", actual: $"{minimum} and {maximum}");
        Layer layer = (minimum, maximum) switch
        {
            (0, float.MaxValue or float.PositiveInfinity) => new Relu(),
            (0, > 0) => new ClippedRelu(maximum),
            _ => new Clip(minimum, maximum),
        };
        return call.Emit(layer, call.Data());
    }

    /// <summary>Softmax over the channels; where it ends the network, it is dropped when the network is built.</summary>
    public static OnnxValue Softmax(OnnxCall call)
    {
        RequireChannels(call);
        return call.Emit(new Softmax(), call.Data());
    }

    /// <summary>
    /// LogSoftmax is only accepted at the end, where scores are wanted: there it is as good as Softmax, which is dropped.
    /// </summary>
    public static OnnxValue LogSoftmax(OnnxCall call)
    {
        RequireChannels(call);
        return call.IsOutput ? call.Emit(new Softmax(), call.Data())
            : throw call.Fault("LogSoftmax is supported only as the network's end.");
    }

    /// <summary>LRN across channels.</summary>
    public static OnnxValue Lrn(OnnxCall call)
    {
        var size = call.Integer("size", 0);
        if (size is < 1 or > 1 << 14) throw call.Fault("The size is out of range.", "a positive number of channels", $"{size}");
        var (alpha, beta, bias) = (call.Single("alpha", 1e-4f), call.Single("beta", 0.75f), call.Single("bias", 1));
        return call.Emit(new LocalResponseNormalization((int)size, alpha, beta, bias), call.Data(rank: 4));
    }

    private static void RequireChannels(OnnxCall call)
    {
        var data = call.Data();
        // Before operator set 13 the axis, 1 unless given, began a flattened block, which makes no difference where there is one
        // position.
        var axis = call.Axis(call.Integer("axis", call.Opset < 13 ? 1 : -1), data.Rank);
        if (axis != 1 || call.Opset < 13 && data.Plane != 1)
            throw call.Fault("The axis is not supported.", "1, the classes", $"{axis} of {WeightTensor.Text(data.Sizes)}");
    }
}
