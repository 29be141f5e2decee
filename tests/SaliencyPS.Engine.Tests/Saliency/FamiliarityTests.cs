using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests.Saliency;

/// <summary>
/// How often the built-in network errs in what it takes for unlike its world; docs/model-card.md tells these figures.
/// </summary>
public class FamiliarityTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void No_example_image_is_unfamiliar() =>
        Assert.Equal((0, 100), Count(Path.Combine(Repository.Root, "examples", "images")));

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("photos", 45, 60)]
    [InlineData("photos224", 227, 300)]
    public void Three_photographs_in_four_are(string folder, int unfamiliar, int all) =>
        Assert.Equal((unfamiliar, all), Count(SharedData.Path(folder)));

    [Fact]
    public void Of_other_networks_nothing_is_known()
    {
        var analyzer = new SaliencyAnalyzer(TestNetworks.Small(8), new SaliencyOptions { Top = 1 });
        Assert.Null(analyzer.Analyze(new(16, 16), "black").Single().IsUnfamiliar);
    }

    private static (int Unfamiliar, int All) Count(string folder)
    {
        var options = new SaliencyOptions { Top = 1 };
        var analyzer = new SaliencyAnalyzer(NetworkReader.Read(NetworkStore.BuiltIn.Path), options);
        var maps = Directory.EnumerateFiles(folder, "*.jpg").Order(StringComparer.Ordinal)
            .Select(file => analyzer.Analyze(analyzer.Read(file), file, null, new()).Single()).ToArray();
        return (maps.Count(map => map.IsUnfamiliar == true), maps.Length);
    }
}
