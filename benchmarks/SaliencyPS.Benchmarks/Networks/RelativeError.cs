namespace SaliencyPS.Benchmarks.Networks;

/// <summary>How far one vector is from another.</summary>
internal static class RelativeError
{
    /// <summary>‖a − b‖ / ‖b‖, Euclidean.</summary>
    public static double Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double difference = 0, size = 0;
        for (var i = 0; i < a.Length; i++)
        {
            difference += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
            size += (double)b[i] * b[i];
        }

        return Math.Sqrt(difference / size);
    }
}
