using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

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

    [Theory]
    [InlineData(Connectivity.Eight)]
    [InlineData(Connectivity.Four)]
    public void Components_are_filled_one_by_one_and_take_in_smaller_ones(Connectivity connectivity)
    {
        var (random, inside) = (new Random(23), 0);
        for (var round = 0; round < 300; round++)
        {
            // Outlines of rectangles, some of them within others, and a few pixels.
            var (width, height) = (random.Next(1, 24), random.Next(1, 24));
            var pixels = Enumerable.Range(0, width * height).Select(_ => random.Next(30) == 0).ToArray();
            for (var n = random.Next(5); n > 0; n--)
            {
                var (left, top) = (random.Next(width), random.Next(height));
                var (right, bottom) = (random.Next(left, width), random.Next(top, height));
                for (var x = left; x <= right; x++) pixels[top * width + x] = pixels[bottom * width + x] = true;
                for (var y = top; y <= bottom; y++) pixels[y * width + left] = pixels[y * width + right] = true;
            }

            var components = ConnectedComponents.Find(pixels, width, connectivity);
            var (expected, seen) = (new List<bool[]>(), new bool[pixels.Length]);
            foreach (var component in components)
            {
                var mask = component.ToBoolArray(width, height);
                if (mask.Zip(seen, (one, before) => one && before).Any(both => both)) continue;
                Holes.Fill(mask, width, connectivity);
                for (var i = 0; i < mask.Length; i++) seen[i] |= mask[i];
                expected.Add(mask);
            }

            var filled = Holes.Fill(components, width, connectivity).ToArray();
            Assert.Equal(expected, filled.Select(component => component.ToBoolArray(width, height)));
            Assert.All(filled, component => Assert.Contains(component.Box, components.Select(one => one.Box)));
            inside += components.Count - filled.Length;
        }

        Assert.True(inside > 0);
    }

    // What is outside grows by one pixel a pass, from a frame around the image, until nothing changes.
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

    private static bool[] Pixels(string image) => [.. image.Replace("|", "").Select(c => c == '#')];
}
