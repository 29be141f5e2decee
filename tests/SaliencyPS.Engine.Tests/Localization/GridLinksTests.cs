using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Localization;

public sealed class GridLinksTests
{
    [Theory]
    [InlineData(Connectivity.Eight, 6 * 5 + 7 * 4 + 2 * 6 * 4)]
    [InlineData(Connectivity.Four, 6 * 5 + 7 * 4)]
    public void ContrastFollowsTheFormula(Connectivity connectivity, int count)
    {
        var random = new Random(9);
        var picture = new RgbImage(7, 5);
        random.NextBytes(picture.Pixels);
        var pairs = new List<(int X, int Y, int Dx, int Dy, double Distance)>();
        _ = new GridLinks(7, 5, (x, y, dx, dy) =>
        {
            if (connectivity == Connectivity.Four && dx * dy != 0) return 0;
            var (a, b) = (picture[x, y].ToArray(), picture[x + dx, y + dy].ToArray());
            pairs.Add((x, y, dx, dy, a.Zip(b, (p, q) => (double)(p - q) * (p - q)).Sum()));
            return 0;
        });
        Assert.Equal(count, pairs.Count);
        var beta = 1 / (2 * pairs.Average(pair => pair.Distance));
        var links = GridLinks.FromContrast(picture, 50_000, connectivity);
        foreach (var (x, y, dx, dy, distance) in pairs)
        {
            var expected = 50_000 * Math.Exp(-beta * distance) / Math.Sqrt(dx * dx + dy * dy);
            var direction = Array.IndexOf(links.Offsets, dy * links.Stride + dx);
            var node = links.Node(x, y);
            Assert.Equal(expected, links.Capacities[node * 8 + direction], 0.51);
            Assert.Equal(expected, links.Capacities[(node + links.Offsets[direction]) * 8 + 7 - direction], 0.51);
        }

        Assert.Equal(2 * pairs.Count, links.Capacities.Count(capacity => capacity > 0));
    }

    [Fact]
    public void OneColourHasFullLinks()
    {
        var links = GridLinks.FromContrast(new RgbImage(3, 3), 100);
        Assert.Equal([71, 100], links.Capacities.Where(capacity => capacity > 0).Distinct().Order());
    }
}
