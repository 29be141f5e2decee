using Xunit;

namespace SaliencyPS.Tests;

/// <summary>How far numbers are from those expected: ‖actual − expected‖ / ‖expected‖, Euclidean norms.</summary>
internal static class RelativeError
{
    public static double Of(ReadOnlySpan<float> actual, float[] expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
            (difference, norm) = (difference + ((double)actual[i] - expected[i]) * ((double)actual[i] - expected[i]),
                norm + (double)expected[i] * expected[i]);
        return Math.Sqrt(difference / norm);
    }
}
