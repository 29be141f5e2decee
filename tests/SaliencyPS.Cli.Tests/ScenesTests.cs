using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// What the built-in network and the method as it is make of the committed scenes. Any other figure is a change in quality.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ScenesTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("gradient", 18, 12, 45, 0.6342)]
    [InlineData("paper", 44, 39, 88, 0.4183)]
    public void The_figures_on_the_committed_scenes_are_these(string preset, int top1, int top5, int classGiven, double overlap)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SaliencyPS.sln"))) root = root.Parent!;
        var result = _bench.Run("evaluate", Path.Combine(root.FullName, "examples", "images", "ground-truth.json"),
            "--json", "--preset", preset);
        Assert.Equal((0, ""), (result.Code, result.Error));

        var summary = result.Objects[^1];
        int Wrong(string rate, int all) => (int)Math.Round(summary.GetProperty(rate).GetDouble() * all);
        Assert.Equal(("scenes", 100, 149), (
            summary.GetProperty("network").GetString(), summary.GetProperty("images").GetInt32(),
            summary.GetProperty("trueClasses").GetInt32()));
        Assert.Equal((2, 0), (Wrong("top1ClassificationError", 100), Wrong("top5ClassificationError", 100)));
        Assert.Equal((top1, top5, classGiven),
            (Wrong("top1LocalizationError", 100), Wrong("top5LocalizationError", 100), Wrong("trueClassLocalizationError", 149)));
        Assert.Equal(132, summary.GetProperty("pointingHits").GetInt32());
        Assert.Equal(overlap, Math.Round(summary.GetProperty("meanIntersectionOverUnion").GetDouble(), 4));
    }
}
