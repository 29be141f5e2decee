using SaliencyPS.Hosting;
using SaliencyPS.Tests.Localization.Cut;
using Xunit;

namespace SaliencyPS.Tests.Hosting;

public sealed class PairwiseTermsTests
{
    [Fact]
    public void Costs_are_those_of_separated_neighbors()
    {
        // Each pair has its own digit.
        var digit = 1;
        var terms = CutProblem.Terms(2, 2, (_, _, _, _) => (digit *= 10) / 10);
        Assert.Equal(0, terms.CostOf([true, true, true, true]));
        Assert.Equal(0, terms.CostOf([false, false, false, false]));
        var corners = Enumerable.Range(0, 4)
            .Select(corner => terms.CostOf([corner == 0, corner == 1, corner == 2, corner == 3])).ToArray();
        Assert.Equal(2 * 111111, corners.Sum()); // both pixels of a pair see it
        Assert.All(corners, cost => Assert.Equal(3, $"{cost}".Count(c => c == '1')));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => CutProblem.Terms(0, 3, (_, _, _, _) => 1));
        Assert.Throws<ArgumentException>(() => new PairwiseTerms(2, 1, [new int[2], new int[2], new int[2]]));
        Assert.Throws<ArgumentException>(() => new PairwiseTerms(2, 1, [new int[2], new int[2], new int[2], new int[3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CutProblem.Terms(2, 1, (_, _, _, _) => -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CutProblem.Terms(2, 1, (_, _, _, _) => PairwiseTerms.MaximumCost + 1));
    }

    [Theory]
    [InlineData(0, 1)] // right of the last column
    [InlineData(1, 2)] // below the last row
    [InlineData(2, 1)]
    [InlineData(3, 0)] // left of the first column
    public void There_is_nothing_beyond_the_edge(int step, int pixel)
    {
        int[][] costs = [new int[4], new int[4], new int[4], new int[4]];
        costs[step][pixel] = 1;
        Assert.Throws<ArgumentException>(() => new PairwiseTerms(2, 2, costs));
    }
}
