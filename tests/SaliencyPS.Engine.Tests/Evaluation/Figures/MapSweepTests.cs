using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Figures;

public sealed class MapSweepTests
{
    private const int Side = MapSweep.Side;

    [Fact]
    public void Levels_are_the_thresholds_that_a_value_reaches()
    {
        var values = new float[Side * Side];
        for (var i = 0; i < 101; i++) values[i] = 3 + i;
        Array.Fill(values, 3f, 101, values.Length - 101);
        var levels = MapSweep.Levels(values)!;
        for (var i = 0; i < 101; i++) Assert.Equal(Math.Min(i, 99) + 1, levels[i]);
        Assert.Equal(1, levels[^1]);
        values[7] = MathF.BitDecrement(values[7]);
        Assert.Equal(7, MapSweep.Levels(values)![7]);
    }

    [Fact]
    public void A_map_without_contrast_has_no_levels()
    {
        Assert.Null(MapSweep.Levels(new float[Side * Side]));
        foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            var values = new float[Side * Side];
            values[5] = bad;
            values[6] = 1;
            Assert.Null(MapSweep.Levels(values));
        }
    }

    [Theory]
    [InlineData(1, 224, 224)]
    [InlineData(2, 500, 333)]
    [InlineData(3, 31, 977)]
    public void Growing_regions_give_what_labeling_at_each_threshold_gives(int seed, int width, int height)
    {
        var random = new Random(seed);
        // A few blobs on noise, coarse enough that thresholds have ties.
        var values = new SaliencyMap([.. Enumerable.Range(0, 40 * 40).Select(i => (float)Math.Round(
            Math.Exp(-Math.Pow((i % 40 - 12) / 8.0, 2) - Math.Pow((i / 40 - 20) / 6.0, 2)) + 0.4 * random.NextDouble(), 2))], 40,
            40, width, height).Resize(Side, Side);
        GroundTruthBox[] truth = [new("a", 0, 0.1 * width, 0.3 * height, 0.4 * width, 0.4 * height),
            new("a", 0, 0.6 * width, 0, 7, 9.5)];
        var levels = MapSweep.Levels(values)!;
        var good = MapSweep.GoodBoxes(levels, width, height, truth);
        for (var i = 0; i < MapSweep.Thresholds; i++)
        {
            var regions = Regions(Array.ConvertAll(levels, level => level > i));
            var overlaps = regions.Select(region => truth.Max(one => BoundingBox.IntersectionOverUnion(
                (double)region.Box.X * width / Side, (double)region.Box.Y * height / Side,
                (double)region.Box.Width * width / Side, (double)region.Box.Height * height / Side,
                one.X, one.Y, one.Width, one.Height))).ToArray();
            // Regions are in the order of their first pixels, and the sort is stable.
            var (first, best) = (overlaps[Enumerable.Range(0, regions.Count).OrderByDescending(r => regions[r].Area).First()],
                overlaps.Max());
            Assert.Equal((first >= 0.5, best >= 0.3, best >= 0.5, best >= 0.7),
                (good[i], good[100 + i], good[200 + i], good[300 + i]));
        }

        Assert.Contains(true, good[..100]);
        Assert.Contains(false, good[100..200]);
    }

    private static List<(BoundingBox Box, int Area)> Regions(bool[] pixels)
    {
        var regions = new List<(BoundingBox, int)>();
        for (var start = 0; start < pixels.Length; start++)
        {
            if (!pixels[start]) continue;
            var (left, top, right, bottom, area) = (Side, Side, 0, 0, 0);
            var stack = new Stack<int>([start]);
            pixels[start] = false;
            while (stack.TryPop(out var pixel))
            {
                var (x, y) = (pixel % Side, pixel / Side);
                (left, top, right, bottom, area) =
                    (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1), area + 1);
                for (var row = Math.Max(0, y - 1); row < Math.Min(Side, y + 2); row++)
                    for (var column = Math.Max(0, x - 1); column < Math.Min(Side, x + 2); column++)
                        if (pixels[row * Side + column])
                        {
                            pixels[row * Side + column] = false;
                            stack.Push(row * Side + column);
                        }
            }

            regions.Add((new BoundingBox(left, top, right - left, bottom - top), area));
        }

        return regions;
    }
}
