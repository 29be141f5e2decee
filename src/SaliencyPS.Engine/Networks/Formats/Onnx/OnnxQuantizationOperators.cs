using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Quantized weights, which become floats, and quantized activations, which go through <see cref="Quantize"/> and stay floats.
/// </summary>
internal static class OnnxQuantizationOperators
{
    public static OnnxValue QuantizeLinear(OnnxCall call)
    {
        if (call.Value(0) is OnnxConstant) throw call.Fault("Constants are expected to be quantized already.");
        var (data, scale) = (call.Data(), call.Constant(1));
        if (scale.Count != 1) throw call.Fault("Activations are supported with one scale for all.", "1", $"{scale.Count}");
        var zero = call.Has(2) ? call.Integers(2)! : [0];
        var (minimum, maximum) = (call.Has(2) ? call.RangeOf(2) : (0, byte.MaxValue))
            ?? throw call.Fault("The type is not supported.", "integers of 4 to 16 bits");
        if (zero.Length != 1 || !((float)scale[0] > 0)) throw call.Fault("Scale or zero point is wrong.");
        return call.Emit(new Quantize((float)scale[0], minimum - (int)zero[0], maximum - (int)zero[0]), data) with
        {
            Quantization = ((float)scale[0], zero[0])
        };
    }

    /// <summary>Constants become floats; data already is what the numbers stand for.</summary>
    public static OnnxValue DequantizeLinear(OnnxCall call)
    {
        var (value, scale) = (call.Value(0), call.Constant(1));
        long[]? zero = call.Has(2) ? call.Integers(2) : null;
        if (scale.Count == 0 || zero is not null && zero.Length != scale.Count)
            throw call.Fault("The zero points do not fit the scales.", $"{scale.Count}", $"{zero?.Length}");
        if (value is OnnxData data)
            return scale.Count == 1 && data.Quantization == ((float)scale[0], zero?[0] ?? 0) ? data with { Quantization = null }
                : throw call.Fault("Its input is not quantized by the same scale and zero point.",
                    data.Quantization is { } known ? $"{known.Step}, {known.Zero}" : "a QuantizeLinear before", $"{scale[0]}");
        var constant = (OnnxConstant)value;
        if (constant.Integers is not { } values) throw call.Fault("Input 0 is not of integers.");
        var block = call.Integer("block_size", 0);
        var axis = scale.Count == 1 ? 0 : call.Axis(call.Integer("axis", 1), constant.Rank);
        var expected = scale.Count == 1 ? 1 : block == 0 ? constant.Sizes[axis]
            : scale.Rank == constant.Rank ? scale.Sizes.Aggregate(1L, (a, b) => a * b) : -1;
        if (scale.Count != expected)
            throw call.Fault("Scales do not fit the tensor.", $"{expected}", $"{scale.Count}");
        var (steps, scaleSteps) = (Movement.Steps(constant.Sizes), Movement.Steps(scale.Sizes));
        var result = new float[values.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var at = scale.Count == 1 ? 0 : block == 0 ? (int)(i / steps[axis] % constant.Sizes[axis]) : Block(i);
            result[i] = (float)((values[i] - (zero?[at] ?? 0)) * scale[at]);
        }

        return new OnnxConstant(constant.Sizes, result, null);

        // The scale of an element where each stands for a run along the axis.
        int Block(int element)
        {
            var place = 0;
            for (var a = 0; a < constant.Rank; a++)
            {
                (var index, element) = Math.DivRem(element, steps[a]);
                place += (a == axis ? (int)Math.Min(index / block, scale.Sizes[a] - 1) : (int)Math.Min(index, scale.Sizes[a] - 1))
                    * scaleSteps[a];
            }

            return place;
        }
    }
}
