using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Networks.Formats;

namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>Random weights for timm's networks; biases and scales too, so that an engine that forgets one is found out.</summary>
internal static class TokenWeights
{
    // Biases, and scales around 1, reach so far.
    private const float Deviation = 0.1f;

    /// <summary>The weights of one of timm's networks; the same every time.</summary>
    public static IReadOnlyDictionary<string, WeightTensor> Create(string name)
    {
        var random = new Random(1);
        return WeightLists.Of("timm", name).ToDictionary(t => t.Name, t =>
        {
            var values = Values(t.Name, t.Shape, random);
            return new WeightTensor(t.Shape, () => values);
        });
    }

    private static float[] Values(string name, int[] shape, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        var (center, range) = shape switch
        {
            [_] when name.EndsWith("bias", StringComparison.Ordinal) => (0f, Deviation),
            [_] => (1f, Deviation),
            // A token that is the network's own, or the tokens' positions.
            [1, ..] => (0f, 1f),
            // Keeps the signal's size (He et al. 2015): uniform between ± this has variance 2 / inputs.
            _ => (0f, MathF.Sqrt(6f * shape[0] / values.Length)),
        };
        for (var i = 0; i < values.Length; i++) values[i] = center + range * (2 * random.NextSingle() - 1);
        return values;
    }
}
