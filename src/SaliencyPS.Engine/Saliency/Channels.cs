using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency;

/// <summary>From values per channel (channels × height × width) to a map (height × width).</summary>
internal static class Channels
{
    /// <summary>Reduces the channels of every pixel to one value ≥ 0; the maximum is the paper's (section 3.1).</summary>
    public static float[] Reduce(ReadOnlySpan<float> values, TensorShape shape, ChannelReduction reduction)
    {
        var map = new float[shape.Plane];
        for (var c = 0; c < shape.Channels; c++)
        {
            var plane = values.Slice(c * shape.Plane, shape.Plane);
            switch (reduction)
            {
                case ChannelReduction.Maximum:
                    for (var i = 0; i < map.Length; i++) map[i] = Math.Max(map[i], Math.Abs(plane[i])); break;
                case ChannelReduction.Mean:
                    for (var i = 0; i < map.Length; i++) map[i] += Math.Abs(plane[i]) / shape.Channels; break;
                case ChannelReduction.Euclidean: for (var i = 0; i < map.Length; i++) map[i] += plane[i] * plane[i]; break;
                default: for (var i = 0; i < map.Length; i++) map[i] += plane[i]; break;
            }
        }

        if (reduction == ChannelReduction.Euclidean) for (var i = 0; i < map.Length; i++) map[i] = MathF.Sqrt(map[i]);
        if (reduction == ChannelReduction.Sum) for (var i = 0; i < map.Length; i++) map[i] = Math.Abs(map[i]);
        return map;
    }
}
