using SaliencyPS.Hosting;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Cut;

namespace SaliencyPS.Tests.Localization.Cut;

/// <summary>A grid with unary and pairwise terms, and the cost of any labeling of it.</summary>
internal sealed class CutProblem
{
    private readonly List<(int A, int B, int Cost)> _pairs = [];

    public CutProblem(int width, int height, Func<int> unary, Func<int> pairwise, Connectivity connectivity = Connectivity.Eight)
    {
        Unary = [.. Enumerable.Range(0, width * height).Select(_ => unary())];
        Pairwise = Terms(width, height, (x, y, dx, dy) =>
        {
            var cost = connectivity == Connectivity.Four && dx * dy != 0 ? 0 : pairwise();
            _pairs.Add((y * width + x, (y + dy) * width + x + dx, cost));
            return cost;
        });
    }

    public int[] Unary { get; }

    public PairwiseTerms Pairwise { get; }

    /// <summary>Terms from a function of a pixel and the step to its neighbor, asked once per pair.</summary>
    public static PairwiseTerms Terms(int width, int height, Func<int, int, int, int, int> cost)
    {
        int[][] costs = [new int[width * height], new int[width * height], new int[width * height], new int[width * height]];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var step = 0; step < costs.Length; step++)
                {
                    var (dx, dy) = PairwiseTerms.Steps[step];
                    if (x + dx >= 0 && x + dx < width && y + dy < height) costs[step][y * width + x] = cost(x, y, dx, dy);
                }

        return new PairwiseTerms(width, height, costs);
    }

    public (long Energy, bool[] Labels) Solve(ISegmenter? segmenter = null)
    {
        var labels = new bool[Unary.Length];
        return ((segmenter ?? new GridCut(Pairwise)).Segment(Unary, labels), labels);
    }

    public long Cost(ReadOnlySpan<bool> labels)
    {
        long cost = 0;
        for (var i = 0; i < labels.Length; i++) cost += labels[i] ? Math.Max(0, -Unary[i]) : Math.Max(0, Unary[i]);
        foreach (var (a, b, pair) in _pairs)
            if (labels[a] != labels[b]) cost += pair;
        return cost;
    }

    /// <summary>Least cost over all labelings.</summary>
    public long Exhaust()
    {
        var least = long.MaxValue;
        Span<bool> labels = stackalloc bool[Unary.Length];
        for (var bits = 0; bits < 1 << labels.Length; bits++)
        {
            for (var i = 0; i < labels.Length; i++) labels[i] = (bits >> i & 1) != 0;
            least = Math.Min(least, Cost(labels));
        }

        return least;
    }

    public (long Energy, bool[] Labels) SolveSlowly() => Solve(new SlowSegmenter(Pairwise));
}
