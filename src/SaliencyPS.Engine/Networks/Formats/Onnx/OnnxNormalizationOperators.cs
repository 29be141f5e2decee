using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Normalizations whose statistics are those of the image itself.</summary>
internal static class OnnxNormalizationOperators
{
    public static OnnxValue LayerNormalization(OnnxCall call) => Normalize(call, centered: true);

    public static OnnxValue RMSNormalization(OnnxCall call) => Normalize(call, centered: false);

    /// <summary>InstanceNormalization: each channel by itself.</summary>
    public static OnnxValue InstanceNormalization(OnnxCall call)
    {
        var data = Channels(call);
        return Groups(call, data, data.Sizes[1], call.Weights(1, data.Sizes[1]), call.Weights(2, data.Sizes[1]));
    }

    /// <summary>GroupNormalization; scale and bias are per group before operator set 21 and per channel since.</summary>
    public static OnnxValue GroupNormalization(OnnxCall call)
    {
        var data = Channels(call);
        var (groups, channels) = (call.Integer("num_groups", 1), data.Sizes[1]);
        if (groups < 1 || channels % groups != 0)
            throw call.Fault("The channels cannot be divided into the groups.", actual: $"{channels} into {groups}");
        var count = call.Opset < 21 ? groups : channels;
        return Groups(call, data, groups, Each(call.Weights(1, count)), Each(call.Weights(2, count)));

        float[] Each(float[] values) =>
            [.. Enumerable.Range(0, (int)channels).Select(c => values[(int)((long)c * values.Length / channels)])];
    }

    private static OnnxData Channels(OnnxCall call) => call.Data() is { Rank: >= 3 } data && data.Sizes[0] == 1 ? data
        : throw call.Fault("Its input is no image or feature map.", "1×channels×…", WeightTensor.Text(call.Data().Sizes));

    private static OnnxData Groups(OnnxCall call, OnnxData data, long groups, float[] scale, float[] shift)
    {
        var parts = data with { Sizes = [1, groups, data.Count / groups] };
        var normalized = call.Emit(new LayerNormalization(1, call.Single("epsilon", 1e-5f)), data.Sizes, call.View(parts));
        return call.Emit(new ScaleShift(scale, shift), data.Sizes, call.View(normalized));
    }

    private static OnnxData Normalize(OnnxCall call, bool centered)
    {
        var data = call.Data();
        var axis = call.Axis(call.Integer("axis", -1), data.Rank);
        // Over all axes, the batch included, it is over all of the image.
        if (axis == 0 && data.HasBatch) axis = 1;
        var length = Movement.Product(data.Sizes.AsSpan(axis..));
        var layer = new LayerNormalization(data.AxisOf(axis), call.Single("epsilon", 1e-5f), Values(1), Values(2), centered);
        return call.Emit(layer, data.Sizes, call.View(data));

        float[]? Values(int input)
        {
            if (!call.Has(input)) return null;
            var constant = call.Constant(input);
            var wanted = data.Sizes[axis..];
            if (!OnnxArithmeticOperators.Broadcast(call, constant.Sizes, wanted).SequenceEqual(wanted))
                throw call.Fault($"Input {input} does not fit.", WeightTensor.Text(wanted), WeightTensor.Text(constant.Sizes));
            return call.Keep(constant.Count == length ? constant
                : constant.Move(OnnxMovementOperators.Expanded(call, constant, wanted)));
        }
    }
}
