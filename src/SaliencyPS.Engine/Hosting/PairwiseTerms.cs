namespace SaliencyPS.Hosting;

/// <summary>
/// What it costs to give neighboring pixels of an image different labels: one whole number for each two pixels that share a side
/// or a corner. Immutable; 16 bytes per pixel.
/// </summary>
internal sealed class PairwiseTerms
{
    /// <summary>
    /// Largest cost of one pair, 2²⁷; with eight of them and a unary term, the sums of a pixel stay within 32 bits.
    /// </summary>
    public const int MaximumCost = 1 << 27;

    private static readonly (int X, int Y)[] AllSteps = [(1, 0), (0, 1), (1, 1), (-1, 1)];

    private readonly int[][] _costs;

    /// <summary>Wraps costs.</summary>
    /// <param name="width">Width of the image in pixels, at least 1.</param>
    /// <param name="height">Height of the image in pixels, at least 1.</param>
    /// <param name="costs">
    /// For each of <see cref="Steps"/>, height × width costs, row-major: what separating the pixel from its neighbor there costs,
    /// 0 … <see cref="MaximumCost"/>, and 0 where that neighbor lies outside the image. Owned by the terms from here on.
    /// </param>
    /// <exception cref="ArgumentException">A side below 1, another number of costs, or a cost out of
    /// range or without a neighbor.</exception>
    public PairwiseTerms(int width, int height, int[][] costs)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"A grid of {width}×{height} pixels has no area.");
        if (costs.Length != AllSteps.Length || costs.Any(plane => plane.LongLength != (long)width * height))
            throw new ArgumentException($"A grid of {width}×{height} pixels needs {AllSteps.Length} costs for each pixel.",
                nameof(costs));
        (Width, Height, _costs) = (width, height, costs);
        foreach (var (plane, (dx, dy)) in costs.Zip(AllSteps)) Check(plane, dx, dy);
    }

    /// <summary>Width of the image in pixels.</summary>
    public int Width { get; }

    /// <summary>Height of the image in pixels.</summary>
    public int Height { get; }

    /// <summary>
    /// From a pixel to each of its four neighbors that come after it in row order: right, below, below right, below left.
    /// </summary>
    public static ReadOnlySpan<(int X, int Y)> Steps => AllSteps;

    /// <summary>
    /// The costs between all pixels and their neighbors in one direction: height × width, row-major, 0 where there is none.
    /// </summary>
    /// <param name="step">Index into <see cref="Steps"/>.</param>
    public ReadOnlySpan<int> this[int step] => _costs[step];

    /// <summary>The sum of the costs of all neighbors with different labels.</summary>
    /// <param name="labels">height × width, row-major.</param>
    internal long CostOf(ReadOnlySpan<bool> labels)
    {
        long cost = 0;
        for (var step = 0; step < AllSteps.Length; step++)
        {
            var (dx, dy) = AllSteps[step];
            for (var y = 0; y < Height - dy; y++)
                for (var x = Math.Max(0, -dx); x < Width - Math.Max(0, dx); x++)
                    if (labels[y * Width + x] != labels[(y + dy) * Width + x + dx]) cost += _costs[step][y * Width + x];
        }

        return cost;
    }

    private void Check(ReadOnlySpan<int> costs, int dx, int dy)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = costs.Slice(y * Width, Width);
            if (row.ContainsAnyExceptInRange(0, MaximumCost))
                throw new ArgumentOutOfRangeException(nameof(costs), $"A pairwise cost lies between 0 and {MaximumCost}.");
            if ((y >= Height - dy && row.ContainsAnyExcept(0)) || (dx > 0 && row[^1] != 0) || (dx < 0 && row[0] != 0))
                throw new ArgumentException("A pixel at the edge has no neighbor outside the image to be separated from.",
                    nameof(costs));
        }
    }
}
