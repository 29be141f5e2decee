using SaliencyPS.Hosting;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Cut;
using SaliencyPS.Tests.Imaging.Differential;
using Xunit;

namespace SaliencyPS.Tests.Localization.Cut;

public sealed class GridCutTests
{
    [Fact] // 2 sign patterns per pixel in full, with equal and with random links
    public void IsMinimalForEverySignPatternOf3x3()
    {
        var random = new Random(4);
        for (var signs = 0; signs < 512; signs++)
            for (var strength = 0; strength <= 4; strength++)
            {
                var pixel = 0;
                CheckAgainstAll(new CutProblem(3, 3, () => (signs >> pixel++ & 1) != 0 ? 3 : -3, () => strength));
                pixel = 0;
                CheckAgainstAll(new CutProblem(3, 3, () => ((signs >> pixel++ & 1) != 0 ? 1 : -1) * random.Next(6),
                    () => random.Next(strength + 1)));
            }
    }

    [Fact]
    public void IsMinimalForRandom4x4()
    {
        var random = new Random(5);
        for (var round = 0; round < 40; round++)
            foreach (var connectivity in Enum.GetValues<Connectivity>())
                CheckAgainstAll(new CutProblem(4, 4, () => random.Next(-9, 10), () => random.Next(5), connectivity));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(2, 2)]
    [InlineData(17, 23)]
    [InlineData(64, 48)]
    public void MatchesTheSlowTwin(int width, int height)
    {
        var random = new Random(width * 100 + height);
        foreach (var (terminal, link) in (ReadOnlySpan<(int, int)>)[(10, 4), (100, 3), (3, 100), (1000, 200)])
            foreach (var (empty, connectivity) in (ReadOnlySpan<(double, Connectivity)>)
                [(0, Connectivity.Eight), (0.9, Connectivity.Eight), (0, Connectivity.Four), (0.9, Connectivity.Four)])
            {
                // 0.9: mostly pixels without terminals, so long paths.
                var problem = new CutProblem(
                    width, height, () => random.NextDouble() < empty ? 0 : random.Next(-terminal, terminal + 1),
                    () => random.Next(link + 1), connectivity);
                var (flow, foreground) = problem.Solve();
                var (slowFlow, slowForeground) = problem.SolveSlowly();
                Assert.Equal(slowFlow, flow);
                Assert.Equal(flow, problem.Cost(foreground));
                Assert.Equal(slowForeground, foreground);
            }
    }

    [Fact, Trait("Speed", "Slow")]
    public void IsMinimalForManyGridsDifferential()
    {
        var trials = OutsideTool.Trials;
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            var width = random.Next(1, 17);
            var (height, range) = (random.Next(1, 16 / width + 1), random.Next(1, 12));
            CheckAgainstAll(new CutProblem(width, height, () => random.Next(-range, range + 1), () => random.Next(range),
                random.Next(2) == 0 ? Connectivity.Four : Connectivity.Eight));
        }
    }

    [Fact]
    public void WholeRangeOfCapacitiesDoesNotOverflow()
    {
        var random = new Random(6);
        var problem = new CutProblem(
            5, 4, () => random.Next(2) == 0 ? ISegmenter.MaximumUnary : -ISegmenter.MaximumUnary,
            () => PairwiseTerms.MaximumCost);
        Assert.Equal(problem.SolveSlowly().Energy, problem.Solve().Energy);
    }

    [Fact]
    public void TiesGoToTheBackground()
    {
        Assert.Equal([false, false], new CutProblem(2, 1, () => 0, () => 5).Solve().Labels);
        var terminals = new Queue<int>([3, -3]);
        Assert.Equal([false, false], new CutProblem(2, 1, terminals.Dequeue, () => 5).Solve().Labels);
    }

    [Fact]
    public void ACutKeepsNothing()
    {
        var random = new Random(7);
        var problem = new CutProblem(20, 20, () => random.Next(-9, 10), () => random.Next(4));
        var cut = new GridCut(problem.Pairwise);
        var first = problem.Solve(cut);
        cut.Segment([.. problem.Unary.Select(t => -t)], new bool[400]);
        var again = problem.Solve(cut);
        Assert.Equal(first.Energy, again.Energy);
        Assert.Equal(first.Labels, again.Labels);
    }

    [Fact]
    public void StopsWhenCancelledAndWorksAgain()
    {
        var random = new Random(8);
        var problem = new CutProblem(150, 150, () => random.Next(-9, 10), () => random.Next(9));
        var cut = new GridCut(problem.Pairwise);
        Assert.Throws<OperationCanceledException>(() => cut.Segment(problem.Unary, new bool[22500], new CancellationToken(true)));
        Assert.Equal(problem.Solve().Energy, problem.Solve(cut).Energy);
    }

    [Fact]
    public void RefusesWhatDoesNotFit()
    {
        var cut = new GridCut(CutProblem.Terms(2, 1, (_, _, _, _) => 1));
        Assert.Throws<ArgumentException>(() => cut.Segment(new int[3], new bool[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cut.Segment([int.MinValue, 0], new bool[2]));
    }

    private static void CheckAgainstAll(CutProblem problem)
    {
        var (flow, foreground) = problem.Solve();
        Assert.Equal(problem.Exhaust(), flow);
        Assert.Equal(flow, problem.Cost(foreground));
    }
}
