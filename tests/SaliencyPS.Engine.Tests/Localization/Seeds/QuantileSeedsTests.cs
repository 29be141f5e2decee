using SaliencyPS.Hosting;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Seeds;
using Xunit;

namespace SaliencyPS.Tests.Localization.Seeds;

public sealed class QuantileSeedsTests
{
    [Fact]
    public void TakeThePaperSharesOfAMapWithoutTies()
    {
        var map = Enumerable.Range(0, 1000).Select(i => (float)i).ToArray();
        new Random(2).Shuffle(map);
        var seeds = QuantileSeeds.FromMap(map);
        for (var i = 0; i < map.Length; i++)
            Assert.Equal(map[i] > 949.05f ? SeedLabel.Foreground : map[i] < 299.7f ? SeedLabel.Background : SeedLabel.Undecided,
                seeds[i]);
    }

    [Fact]
    public void ManyZerosAreBackground()
    {
        float[] map = [0, 0, 0, 0, 0, 0, 1, 2, 3, 4];
        Assert.Equal("BBBBBBUUUF", Letters(QuantileSeeds.FromMap(map)));
    }

    [Fact]
    public void ManyMaximaAreForeground() =>
        Assert.Equal("BUUFFF", Letters(QuantileSeeds.FromMap([-1, 0, 1, 2, 2, 2], 0.95, 0.1)));

    [Fact]
    public void TwoValuesAreTwoLabels() => Assert.Equal("FBBF", Letters(QuantileSeeds.FromMap([1, 0, 0, 1])));

    [Fact]
    public void EveryMapThatVariesHasBothKinds()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var map = Enumerable.Range(0, random.Next(2, 30)).Select(_ => (float)random.Next(random.Next(1, 5))).ToArray();
            if (map.Distinct().Count() == 1) continue;
            var (low, high) = (random.NextDouble(), random.NextDouble());
            var letters = Letters(QuantileSeeds.FromMap(map, Math.Max(low, high), Math.Min(low, high)));
            Assert.Contains('F', letters);
            Assert.Contains('B', letters);
        }
    }

    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(1f, float.NaN)]
    [InlineData(1f, float.PositiveInfinity)]
    public void RefuseAMapWithoutMeaning(float first, float second) =>
        Assert.Throws<LocalizationException>(() => QuantileSeeds.FromMap([first, second]));

    private static string Letters(SeedLabel[] seeds) => string.Concat(seeds.Select(seed => seed.ToString()[0]));
}
