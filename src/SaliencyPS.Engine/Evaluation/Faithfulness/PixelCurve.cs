namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>
/// Deletion and insertion (Petsiuk et al. 2018, section 4.2), pixel flipping (Bach et al. 2015) and ROAD (Rong et al. 2022): what
/// a network says while more and more pixels are removed, in the order of a map.
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

    /// <summary>The answers while pixels are removed from the first on: before the first of equal steps and after each.</summary>
    /// <inheritdoc cref="Run"/>
    public static T[] Deletion<T>(int[] order, int steps, PixelRemoval remove, Asked<T> ask) =>
        Run(order, steps + 1, step => ..Part(order.Length, step, steps), remove, ask);

    /// <summary>The answers while pixels return, from the first on, until all are there.</summary>
    /// <inheritdoc cref="Run"/>
    public static T[] Insertion<T>(int[] order, int steps, PixelRemoval remove, Asked<T> ask) =>
        Run(order, steps + 1, step => Part(order.Length, step, steps).., remove, ask);

    /// <summary>The answers for several parts of the order that are removed.</summary>
    /// <param name="order">The pixels, the most salient first.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="removed">Which of the order each part is.</param>
    /// <param name="remove">Removes them.</param>
    /// <param name="ask">Asks the network.</param>
    public static T[] Run<T>(int[] order, int count, Func<int, Range> removed, PixelRemoval remove, Asked<T> ask) =>
        ask(count, (n, input) =>
        {
            var isRemoved = new bool[order.Length];
            foreach (var pixel in order.AsSpan()[removed(n)]) isRemoved[pixel] = true;
            remove(isRemoved, input);
        });

    /// <summary>The area under a curve of equal steps from 0 to 1, by the trapezoidal rule.</summary>
    public static double Area(IReadOnlyList<double> curve) =>
        (curve.Sum() - (curve[0] + curve[^1]) / 2) / (curve.Count - 1);

    private static int Part(int pixels, int step, int steps) => (int)((long)pixels * step / steps);
}
