namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>
/// Deletion, insertion and pixel flipping (Petsiuk et al. 2018, section 4.2; Bach et al. 2015): the probability of a class while
/// the pixels of one input take the place of another's, in the order of a map.
/// </summary>
internal static class PixelCurve
{
    /// <summary>Pixels from the most salient to the least; equal ones in a random order, so that a map that tells nothing
    /// orders nothing.</summary>
    public static int[] Order(ReadOnlySpan<float> map, int seed)
    {
        var (order, values) = (Enumerable.Range(0, map.Length).ToArray(), map.ToArray());
        new Random(seed).Shuffle(order);
        return [.. order.OrderByDescending(i => values[i])]; // stable
    }

    /// <summary>The probability before the first step and after each.</summary>
    /// <param name="from">The input at first: channels × pixels.</param>
    /// <param name="to">The input at last.</param>
    /// <param name="order">The pixels in the order in which they change.</param>
    /// <param name="steps">Steps of as equal numbers of pixels as can be, at least 1.</param>
    /// <param name="probability">Asks the network.</param>
    public static double[] Run(float[] from, float[] to, int[] order, int steps, ProbabilityOf probability) =>
        probability(steps + 1, (step, input) =>
        {
            from.CopyTo(input);
            foreach (var pixel in order.AsSpan(0, (int)((long)order.Length * step / steps)))
                for (var i = pixel; i < input.Length; i += order.Length) input[i] = to[i];
        });

    /// <summary>The area under a curve of equal steps from 0 to 1, by the trapezoidal rule.</summary>
    public static double Area(double[] curve) =>
        (curve.Sum() - (curve[0] + curve[^1]) / 2) / (curve.Length - 1);
}
