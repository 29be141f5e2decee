using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Cut;
using Xunit;

namespace SaliencyPS.Tests.Localization.Cut;

public sealed class ContrastTermsTests
{
    [Theory]
    [InlineData(Connectivity.Eight, 6 * 5 + 7 * 4 + 2 * 6 * 4)]
    [InlineData(Connectivity.Four, 6 * 5 + 7 * 4)]
    public void ContrastFollowsTheFormula(Connectivity connectivity, int count)
    {
        var random = new Random(9);
        var image = new RgbImage(7, 5);
        random.NextBytes(image.Pixels);
        var pairs = new List<(int Pixel, int Step, double Distance, double Square)>();
        for (var y = 0; y < 5; y++)
            for (var x = 0; x < 7; x++)
                for (var step = 0; step < (connectivity == Connectivity.Four ? 2 : 4); step++)
                {
                    var (dx, dy) = PairwiseTerms.Steps[step];
                    if (x + dx is < 0 or > 6 || y + dy > 4) continue;
                    var (a, b) = (image[x, y].ToArray(), image[x + dx, y + dy].ToArray());
                    var square = a.Zip(b, (p, q) => (double)(p - q) * (p - q)).Sum();
                    pairs.Add((y * 7 + x, step, Math.Sqrt(dx * dx + dy * dy), square));
                }

        Assert.Equal(count, pairs.Count);
        var beta = 1 / (2 * pairs.Average(pair => pair.Square));
        var terms = ContrastTerms.Of(image, 50_000, connectivity);
        foreach (var (pixel, step, distance, square) in pairs)
            Assert.Equal(50_000 * Math.Exp(-beta * square) / distance, terms[step][pixel], 0.51);
        Assert.Equal(count, Enumerable.Range(0, 4).Sum(step => terms[step].ToArray().Count(cost => cost > 0)));
    }

    [Fact]
    public void OneColorSeparatesEqually()
    {
        var terms = ContrastTerms.Of(new RgbImage(3, 3), 100);
        Assert.Equal([71, 100],
            Enumerable.Range(0, 4).SelectMany(step => terms[step].ToArray()).Where(cost => cost > 0).Distinct().Order());
    }
}
