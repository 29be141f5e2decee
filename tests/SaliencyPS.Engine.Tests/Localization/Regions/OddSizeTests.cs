using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Results;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

/// <summary>
/// Boxes in images of any size, from whatever resolution they were cut at, against slow loops over their masks.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OddSizeTests
{
    [Theory]
    [InlineData(1, 1), InlineData(1, 7), InlineData(7, 1), InlineData(2, 2), InlineData(3, 5000), InlineData(5000, 3),
        InlineData(1, 70000), InlineData(257, 256), InlineData(255, 258)]
    public void BoxesAreWholeBlocksWithinTheImage(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(width).NextBytes(image.Pixels);
        var maps = new[] { new SaliencyMap(Values(width * 31 + height, 7 * 5), 7, 5, width, height),
            new SaliencyMap([0, 1], 2, 1, width, height), new SaliencyMap([1, 0], 1, 2, width, height) };
        var found = 0;
        foreach (var pixels in new[] { 65536, 1000, 37, 2, 1 })
        {
            var localizer = new ObjectLocalizer(image,
                LocalizationPresets.For(SaliencyMethod.GradCAM) with { MaximumCutPixels = pixels });
            var size = CutGrid.Factor(width, height, pixels);
            foreach (var map in maps)
            {
                // A single block, or several of one value, have nothing to compare.
                var values = map.Resize(CutGrid.Blocks(width, size), CutGrid.Blocks(height, size));
                if (values.All(value => value == values[0])) Assert.Throws<LocalizationException>(() => localizer.FindAll(map));
                else foreach (var one in localizer.FindAll(map)) found += Check(one, width, height, size);
            }
        }

        Assert.Equal(width * height > 1, found > 0);
    }

    [Fact]
    public void FortyMegapixelsAreAsExact()
    {
        const int width = 8000, height = 5000, size = 25;
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = image.Pixels.AsSpan(3 * y * width, 3 * width);
            row.Fill((byte)(80 + y / size % 8));
            if (y is >= 1000 and < 3400) row[(3 * 3000)..(3 * 5500)].Fill(210);
            if (y >= 4600) row[^(3 * 700)..].Fill(210); // up to the last corner
        }

        var map = new SaliencyMap([.. Values(3, 160 * 100).Select((noise, i) => noise / 4 + Value(i))], 160, 100, width, height);
        Assert.Equal(size, CutGrid.Factor(width, height, LocalizationOptions.Default.MaximumCutPixels));
        var found = new ObjectLocalizer(image,
            new LocalizationOptions { ContrastWeight = 0, SaliencyWeight = 0, MinimumArea = 0.01 }).FindAll(map);
        foreach (var one in found) Check(one, width, height, size);
        Assert.Contains(new BoundingBox(7300, 4600, 700, 400), found.Select(one => one.Box));
        Assert.Contains(new BoundingBox(3000, 1000, 2500, 2400), found.Select(one => one.Box));

        // Salient on the squares.
        static float Value(int i) =>
            (i % 160 is >= 60 and < 110 && i / 160 is >= 20 and < 68) || (i % 160 >= 146 && i / 160 >= 92) ? 9 : 1;
    }

    private static int Check(LocalizationResult found, int width, int height, int size)
    {
        var ((x, y, w, h), mask) = (found.Box, found.Mask);
        Assert.Equal((width, height), (mask.Width, mask.Height));
        Assert.True(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= width && y + h <= height, $"{found.Box} in {width}×{height}");
        Assert.True(x % size == 0 && y % size == 0 && ((x + w) % size == 0 || x + w == width)
            && ((y + h) % size == 0 || y + h == height), $"{found.Box} of blocks of {size}");
        var (left, top, right, bottom, area) = (width, height, -1, -1, 0);
        for (var v = 0; v < height; v++)
            for (var u = 0; u < width; u++)
                if (mask[u, v]) (left, top, right, bottom, area) =
                    (Math.Min(left, u), Math.Min(top, v), Math.Max(right, u), Math.Max(bottom, v), area + 1);
        Assert.Equal(new BoundingBox(left, top, right - left + 1, bottom - top + 1), found.Box);
        Assert.Equal(area, found.Area);
        Assert.InRange(found.SaliencyShare, 0, 1);
        return 1;
    }

    private static float[] Values(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];
    }
}
