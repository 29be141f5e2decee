using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Localization;

public sealed class HolesTests
{
    [Theory]
    [InlineData("###|#.#|###", Connectivity.Eight, "###|###|###")]
    [InlineData("###|#.#|#.#", Connectivity.Eight, "###|#.#|#.#")] // open below
    [InlineData(".#.|#.#|.#.", Connectivity.Eight, ".#.|###|.#.")] // corners hold the mask together
    [InlineData(".#.|#.#|.#.", Connectivity.Four, ".#.|#.#|.#.")] // and here what is outside
    [InlineData("...|...|...", Connectivity.Eight, "...|...|...")]
    public void Fills_what_the_mask_surrounds(string mask, Connectivity connectivity, string expected)
    {
        var pixels = Pixels(mask);
        Assert.Equal(expected.Count(c => c == '#') - mask.Count(c => c == '#'), Holes.Fill(pixels, 3, connectivity));
        Assert.Equal(Pixels(expected), pixels);
    }

    [Theory]
    [InlineData(Connectivity.Eight)]
    [InlineData(Connectivity.Four)]
    public void Matches_a_slow_twin(Connectivity connectivity)
    {
        var random = new Random(22);
        for (var round = 0; round < 300; round++)
        {
            var (width, height, density) = (random.Next(1, 14), random.Next(1, 14), random.NextDouble());
            var pixels = Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < density).ToArray();
            var expected = Slow(pixels, width, height, connectivity);
            Assert.Equal(expected.Count(p => p) - pixels.Count(p => p), Holes.Fill(pixels, width, connectivity));
            Assert.Equal(expected, pixels);
        }
    }

    // What is outside grows by one pixel a pass, from a frame around the picture, until nothing changes.
    private static bool[] Slow(bool[] mask, int width, int height, Connectivity connectivity)
    {
        var outside = new bool[mask.Length];
        for (var grown = true; grown;)
        {
            grown = false;
            for (var i = 0; i < mask.Length; i++)
            {
                if (mask[i] || outside[i]) continue;
                for (var dy = -1; dy <= 1; dy++)
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        var (x, y) = (i % width + dx, i / width + dy);
                        if (connectivity == Connectivity.Eight && dx * dy != 0) continue;
                        outside[i] |= x < 0 || x >= width || y < 0 || y >= height || outside[y * width + x];
                    }

                grown |= outside[i];
            }
        }

        return [.. outside.Select(o => !o)];
    }

    private static bool[] Pixels(string picture) => [.. picture.Replace("|", "").Select(c => c == '#')];
}
