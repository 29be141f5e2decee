using SaliencyPS.Evaluation.Sanity;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Sanity;

public sealed class MapSimilarityTests
{
    private const int Width = 17, Length = 13 * Width;

    // Many equal values, so that ties count.
    private static readonly float[] A = [.. Enumerable.Range(0, Length).Select(i => (float)(i * 7919 % 101 / 101.0))];
    private static readonly float[] B = [.. A.Select((a, i) => (float)(i * 104729 % 97 / 97.0 * 0.5 + 0.5 * a))];

    // scipy.stats.spearmanr; and the formula of the paper with scipy.ndimage.correlate1d, whose sums at the
    // rim are divided by the weights there.
    [Fact]
    public void Figures_are_those_of_SciPy()
    {
        Assert.Equal(0.6841078889290101, MapSimilarity.RankCorrelation(A, B), 1e-6);
        Assert.Equal(0.6489858707659677, MapSimilarity.StructuralSimilarity(A, B, Width), 1e-6);
    }

    [Fact]
    public void A_map_is_like_itself_whatever_its_scale()
    {
        float[] scaled = [.. A.Select(a => 3 * a + 2)];
        Assert.Equal(1, MapSimilarity.RankCorrelation(A, scaled), 1e-12);
        Assert.Equal(1, MapSimilarity.StructuralSimilarity(A, scaled, Width), 1e-6);
    }

    [Fact]
    public void Only_the_order_counts_for_the_ranks()
    {
        Assert.Equal(1, MapSimilarity.RankCorrelation(A, [.. A.Select(a => a * a * a)]), 1e-12);
        Assert.Equal(-1, MapSimilarity.RankCorrelation(A, [.. A.Select(a => -a)]), 1e-12);
    }

    [Fact]
    public void A_constant_map_has_nothing_in_common_with_another()
    {
        var constant = Enumerable.Repeat(0.5f, Length).ToArray();
        Assert.Equal(0, MapSimilarity.RankCorrelation(A, constant));
        Assert.InRange(MapSimilarity.StructuralSimilarity(A, constant, Width), -0.05, 0.05);
    }

    [Fact]
    public void Maps_of_other_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MapSimilarity.RankCorrelation(A, A.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => MapSimilarity.StructuralSimilarity(A, A.AsSpan(1), Width));
        Assert.Throws<ArgumentException>(() => MapSimilarity.StructuralSimilarity(A, A, Width + 1));
    }
}
