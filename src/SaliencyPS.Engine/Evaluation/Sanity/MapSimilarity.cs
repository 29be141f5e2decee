using SaliencyPS.Localization.Seeds;

namespace SaliencyPS.Evaluation.Sanity;

/// <summary>How alike two saliency maps are, by the two measures of Adebayo et al. 2018 (section 3).</summary>
internal static class MapSimilarity
{
    // Wang et al. 2004, section III.C: an 11 × 11 Gaussian window, and constants for values from 0 to 1.
    private const int Radius = 5;
    private const double Deviation = 1.5, C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;

    /// <summary>
    /// Spearman's rank correlation, −1 … 1; equal values share their mean rank. 0 where a map is constant: it ranks nothing.
    /// </summary>
    /// <param name="a">The values of one map.</param>
    /// <param name="b">As many of another.</param>
    /// <exception cref="ArgumentException">The numbers of values differ.</exception>
    public static double RankCorrelation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"Maps of {a.Length} and {b.Length} values cannot be compared.");
        double[] first = Ranks(a), second = Ranks(b);
        var mean = (a.Length - 1) / 2.0;
        double product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < first.Length; i++)
        {
            var (x, y) = (first[i] - mean, second[i] - mean);
            product += x * y;
            squareA += x * x;
            squareB += y * y;
        }

        return squareA == 0 || squareB == 0 ? 0 : product / Math.Sqrt(squareA * squareB);
    }

    /// <summary>
    /// Structural similarity (SSIM, Wang et al. 2004), at most 1: the mean over all pixels, each map first brought to 0 … 1.
    /// Windows that reach beyond the rim take in what there is.
    /// </summary>
    /// <param name="a">height × width values of one map, rows from the top.</param>
    /// <param name="b">As many values of another.</param>
    /// <param name="width">Columns of both.</param>
    /// <exception cref="ArgumentException">The numbers of values differ, or are no multiple of the width.</exception>
    public static double StructuralSimilarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int width)
    {
        if (a.Length != b.Length || width < 1 || a.Length % width != 0)
            throw new ArgumentException($"{a.Length} and {b.Length} values are no two maps of {width} columns.");
        double[] x = Normalize(a), y = Normalize(b);
        var (meanX, meanY) = (Blur(x, width), Blur(y, width));
        var (squareX, squareY, product) = (Blur(Times(x, x), width), Blur(Times(y, y), width), Blur(Times(x, y), width));
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var (varianceX, varianceY, covariance) =
                (squareX[i] - meanX[i] * meanX[i], squareY[i] - meanY[i] * meanY[i], product[i] - meanX[i] * meanY[i]);
            sum += (2 * meanX[i] * meanY[i] + C1) * (2 * covariance + C2)
                / ((meanX[i] * meanX[i] + meanY[i] * meanY[i] + C1) * (varianceX + varianceY + C2));
        }

        return sum / x.Length;
    }

    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        var (sorted, order, ranks) = (values.ToArray(), Enumerable.Range(0, values.Length).ToArray(), new double[values.Length]);
        Array.Sort(sorted, order);
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            next = first + 1;
            while (next < sorted.Length && sorted[next] == sorted[first]) next++;
            for (var i = first; i < next; i++) ranks[order[i]] = (first + next - 1) / 2.0;
        }

        return ranks;
    }

    private static double[] Normalize(ReadOnlySpan<float> values)
    {
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var result = new double[values.Length];
        if (most > least) for (var i = 0; i < result.Length; i++) result[i] = (values[i] - least) / (most - least);
        return result;
    }

    private static double[] Times(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    private static double[] Blur(double[] values, int width) => MapSmoothing.Run(values, width, Deviation, Radius);
}
