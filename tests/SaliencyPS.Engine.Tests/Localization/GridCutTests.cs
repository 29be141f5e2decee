using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Localization;

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
                CheckAgainstAll(new CutProblem(3, 3, () => ((signs >> pixel++ & 1) != 0 ? 1 : -1) * random.Next(6), () => random.Next(strength + 1)));
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
                    width, height, () => random.NextDouble() < empty ? 0 : random.Next(-terminal, terminal + 1), () => random.Next(link + 1), connectivity);
                var (flow, foreground) = problem.Solve();
                var (slowFlow, slowForeground) = problem.SolveSlowly();
                Assert.Equal(slowFlow, flow);
                Assert.Equal(flow, problem.Cost(foreground));
                Assert.Equal(slowForeground, foreground);
            }
    }

    [Fact]
    public void WholeRangeOfCapacitiesDoesNotOverflow()
    {
        var random = new Random(6);
        var problem = new CutProblem(
            5, 4, () => random.Next(2) == 0 ? GridCut.MaximumTerminal : -GridCut.MaximumTerminal, () => GridLinks.MaximumCapacity);
        Assert.Equal(problem.SolveSlowly().Flow, problem.Solve().Flow);
    }

    [Fact]
    public void TiesGoToTheBackground()
    {
        Assert.Equal([false, false], new CutProblem(2, 1, () => 0, () => 5).Solve().Foreground);
        var terminals = new Queue<int>([3, -3]);
        Assert.Equal([false, false], new CutProblem(2, 1, terminals.Dequeue, () => 5).Solve().Foreground);
    }

    [Fact]
    public void AWorkspaceKeepsNothing()
    {
        var random = new Random(7);
        var problem = new CutProblem(20, 20, () => random.Next(-9, 10), () => random.Next(4));
        var executor = new GridCut(problem.Links);
        var first = problem.Solve(executor);
        executor.Solve([.. problem.Terminals.Select(t => -t)], new bool[400]);
        var again = problem.Solve(executor);
        Assert.Equal(first.Flow, again.Flow);
        Assert.Equal(first.Foreground, again.Foreground);
    }

    [Fact]
    public void StopsWhenCancelledAndWorksAgain()
    {
        var random = new Random(8);
        var problem = new CutProblem(150, 150, () => random.Next(-9, 10), () => random.Next(9));
        var executor = new GridCut(problem.Links);
        Assert.Throws<OperationCanceledException>(() => executor.Solve(problem.Terminals, new bool[22500], new CancellationToken(true)));
        Assert.Equal(problem.Solve().Flow, problem.Solve(executor).Flow);
    }

    [Fact]
    public void RefusesWhatDoesNotFit()
    {
        Assert.Throws<ArgumentException>(() => new GridLinks(0, 3, (_, _, _, _) => 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridLinks(2, 1, (_, _, _, _) => -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GridLinks(2, 1, (_, _, _, _) => GridLinks.MaximumCapacity + 1));
        var cut = new GridCut(new GridLinks(2, 1, (_, _, _, _) => 1));
        Assert.Throws<ArgumentException>(() => cut.Solve(new int[3], new bool[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cut.Solve([int.MinValue, 0], new bool[2]));
    }

    private static void CheckAgainstAll(CutProblem problem)
    {
        var (flow, foreground) = problem.Solve();
        Assert.Equal(problem.Exhaust(), flow);
        Assert.Equal(flow, problem.Cost(foreground));
    }
}
