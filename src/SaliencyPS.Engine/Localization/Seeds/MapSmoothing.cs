namespace SaliencyPS.Localization.Seeds;

/// <summary>
/// Convolves a map with a Gaussian, across and then down. Beyond the edges there is nothing: the weights within make up for it.
/// </summary>
internal static class MapSmoothing
{
    // Beyond four standard deviations a Gaussian holds 0.006 % of its weight.
    private const int Reach = 4;

    /// <summary>The smoothed map; a constant one stays as it is. O(pixels · deviation).</summary>
    /// <param name="map">Any finite values, rows from the top.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of values.</param>
    /// <param name="deviation">Standard deviation in pixels, above 0.</param>
    /// <param name="token">Looked at in every row.</param>
    public static float[] Run(ReadOnlySpan<float> map, int width, double deviation, CancellationToken token = default)
    {
        // In double precision, so that the mean of equal values, rounded, is that value.
        var values = new double[map.Length];
        for (var i = 0; i < values.Length; i++) values[i] = map[i];
        var radius = (int)Math.Min(Math.Ceiling(Reach * deviation), Math.Max(width, map.Length / width));
        return Array.ConvertAll(Run(values, width, deviation, radius, token), value => (float)value);
    }

    /// <summary>
    /// The smoothed values in double precision, with a given reach; equal ones stay as they are
    /// up to rounding. O(values · radius).
    /// </summary>
    /// <param name="values">Any finite values, rows from the top.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of values.</param>
    /// <param name="deviation">Standard deviation in pixels, above 0.</param>
    /// <param name="radius">Pixels on each side that are taken in.</param>
    /// <param name="token">Looked at in every row.</param>
    public static double[] Run(ReadOnlySpan<double> values, int width, double deviation, int radius,
        CancellationToken token = default)
    {
        var height = values.Length / width;
        var weights = new double[radius + 1];
        for (var d = 0; d < weights.Length; d++) weights[d] = Math.Exp(-d * (double)d / (2 * deviation * deviation));

        var rows = new double[values.Length];
        for (var y = 0; y < height; y++)
        {
            token.ThrowIfCancellationRequested();
            var source = values.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var (first, last) = Range(x, width, weights);
                var (sum, total) = (0.0, 0.0);
                for (var u = first; u <= last; u++)
                {
                    var weight = weights[Math.Abs(u - x)];
                    (sum, total) = (sum + weight * source[u], total + weight);
                }

                rows[y * width + x] = sum / total;
            }
        }

        // Whole rows at once, which are read in order.
        var result = new double[values.Length];
        for (var y = 0; y < height; y++)
        {
            token.ThrowIfCancellationRequested();
            var (first, last) = Range(y, height, weights);
            var total = 0.0;
            var column = result.AsSpan(y * width, width);
            for (var v = first; v <= last; v++)
            {
                var weight = weights[Math.Abs(v - y)];
                total += weight;
                var source = rows.AsSpan(v * width, width);
                for (var x = 0; x < width; x++) column[x] += weight * source[x];
            }

            for (var x = 0; x < width; x++) column[x] /= total;
        }

        return result;
    }

    private static (int First, int Last) Range(int at, int length, double[] weights) =>
        (Math.Max(0, at - weights.Length + 1), Math.Min(length - 1, at + weights.Length - 1));
}
