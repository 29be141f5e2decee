using SaliencyPS.Networks;

namespace SaliencyPS.Saliency;

/// <summary>From an input gradient (channels × height × width) to a map (height × width).</summary>
internal static class ChannelReduction
{
    /// <summary>M_ij = max over channels of |w_ijk| (paper, section 3.1).</summary>
    public static float[] MaximumMagnitude(ReadOnlySpan<float> gradient, TensorShape shape)
    {
        var map = new float[shape.Plane];
        for (var c = 0; c < shape.Channels; c++)
        {
            var plane = gradient.Slice(c * shape.Plane, shape.Plane);
            for (var i = 0; i < map.Length; i++) map[i] = Math.Max(map[i], Math.Abs(plane[i]));
        }

        return map;
    }
}
