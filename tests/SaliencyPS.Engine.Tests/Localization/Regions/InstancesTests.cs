using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Results;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

public sealed class InstancesTests
{
    private const int Width = 101, Height = 67;

    // From the smallest to the largest; the map is strongest on the second.
    private static readonly BoundingBox[] Squares = [new(80, 50, 5, 5), new(60, 8, 16, 16), new(10, 20, 30, 30)];

    private static readonly LocalizationOptions All =
        LocalizationPresets.For(SaliencyMethod.ExcitationBackprop) with { MinimumArea = 0 };

    [Theory]
    [InlineData(Width * Height), InlineData(2500), InlineData(900)]
    public void EachComponentIsAnObject(int maximumPixels)
    {
        var options = All with { MaximumCutPixels = maximumPixels };
        var (localizer, map) = (new ObjectLocalizer(Image(), options), Map());
        var (one, all) = (localizer.Find(map), localizer.FindAll(map));
        Assert.Equal((3, 1), (all.Count, one.InstanceCount));
        Assert.Equal((one.Box, one.Area, one.Energy, one.Instance, one.SaliencyShare),
            (all[0].Box, all[0].Area, all[0].Energy, all[0].Instance, all[0].SaliencyShare));
        Assert.Equal(one.Mask.Bits, all[0].Mask.Bits);
        foreach (var (found, i) in all.Select((found, i) => (found, i)))
        {
            Assert.Equal((i + 1, 3, false), (found.Instance, found.InstanceCount, found.FromSeeds));
            Assert.InRange(found.Box.IntersectionOverUnion(Squares[2 - i]), maximumPixels == Width * Height ? 1 : 0.3, 1);
            Assert.Equal(Extent(found.Mask), found.Box);
            Assert.Equal(found.Mask.ToBoolArray().Count(pixel => pixel), found.Area);
        }

        for (var i = 0; i < Width * Height; i++) Assert.InRange(all.Count(found => found.Mask[i % Width, i / Width]), 0, 1);
        Assert.True(all[1].SaliencyShare > all[0].SaliencyShare, "the order is that of the areas");
    }

    [Fact]
    public void TheShareIsThatOfTheMapsSum()
    {
        var map = Map();
        (map[0], map[5]) = (-3, -1); // which counts as none
        var mass = map.Sum(value => Math.Max(0.0, value));
        foreach (var found in new ObjectLocalizer(Image(), All).FindAll(map))
            Assert.Equal(map.Where((_, i) => found.Mask[i % Width, i / Width]).Sum(value => (double)value) / mass,
                found.SaliencyShare, 1e-12);

        // Of blocks too, cut off ones included: every pixel has its block's mean.
        var options = All with { MaximumCutPixels = 900 };
        var size = CutGrid.Factor(Width, Height, 900);
        var wide = CutGrid.Blocks(Width, size);
        var small = BlockAverage.Shrink(map, Width, Height, size);
        double Value(int i) => Math.Max(0.0, small[i / Width / size * wide + i % Width / size]);
        var total = Enumerable.Range(0, map.Length).Sum(Value);
        foreach (var found in new ObjectLocalizer(Image(), options).FindAll(map))
            Assert.Equal(Enumerable.Range(0, map.Length).Where(i => found.Mask[i % Width, i / Width]).Sum(Value) / total,
                found.SaliencyShare, 1e-9);
    }

    [Fact]
    public void SharesOfAllAddUpToOneAtMostAndAMapOfNothingHasNone()
    {
        var shares = new ObjectLocalizer(Image(), All).FindAll(Map()).Sum(found => found.SaliencyShare);
        Assert.InRange(shares, 0.5, 1);
        Assert.Equal(0, ObjectLocalizer.Find(Image(), Array.ConvertAll(Map(), value => value - 100)).SaliencyShare);
    }

    [Theory]
    // 25 : 256 : 900
    [InlineData(0, 3), InlineData(0.02, 3), InlineData(0.1, 2), InlineData(0.28, 2), InlineData(0.3, 1), InlineData(1, 1)]
    public void SmallOnesAreLeftOut(double least, int count)
    {
        var found = new ObjectLocalizer(Image(), All with { MinimumArea = least }).FindAll(Map());
        Assert.Equal(count, found.Count);
        Assert.All(found, one => Assert.Equal(count, one.InstanceCount));
    }

    [Fact]
    public void MapsInAnyFormGiveTheSame()
    {
        var (localizer, map) = (new ObjectLocalizer(Image(), All), Map());
        var (one, other) = (localizer.FindAll(map), localizer.FindAll(new SaliencyMap(map, Width, Height, Width, Height)));
        Assert.Equal(one.Select(found => (found.Box, found.Area, found.SaliencyShare)),
            other.Select(found => (found.Box, found.Area, found.SaliencyShare)));
        Assert.Throws<ArgumentException>(() => localizer.FindAll(map.AsMemory(1)));
        Assert.Throws<ArgumentException>(() => localizer.FindAll(new SaliencyMap([1, 2], 2, 1, 3, 3)));
    }

    [Fact]
    public void SeedsInPlaceOfObjectsAreOneObject()
    {
        var map = new float[100];
        (map[42], map[43], map[99]) = (5, 6, 7);
        var found = Assert.Single(new ObjectLocalizer(new RgbImage(10, 10), new LocalizationOptions { MinimumArea = 0 })
            .FindAll(map));
        Assert.True(found.FromSeeds);
        Assert.Equal((new BoundingBox(2, 4, 2, 1), 11 / 18.0), (found.Box, found.SaliencyShare));
    }

    [Theory, InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void TheLeastAreaIsAShare(double least) =>
        Assert.Equal("MinimumArea", Assert.Throws<ArgumentOutOfRangeException>(() =>
            new ObjectLocalizer(Image(), All with { MinimumArea = least })).ParamName);

    private static BoundingBox Extent(ObjectMask mask)
    {
        var (left, top, right, bottom) = (mask.Width, mask.Height, -1, -1);
        for (var y = 0; y < mask.Height; y++)
            for (var x = 0; x < mask.Width; x++)
                if (mask[x, y])
                    (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        return new BoundingBox(left, top, right - left + 1, bottom - top + 1);
    }

    private static bool In(BoundingBox box, int x, int y) =>
        x >= box.X && x < box.X + box.Width && y >= box.Y && y < box.Y + box.Height;

    private static RgbImage Image()
    {
        var (image, random) = (new RgbImage(Width, Height), new Random(5));
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var noise = random.Next(20);
                byte[] color = Squares.Any(box => In(box, x, y)) ? [(byte)(200 + noise), 40, 30]
                    : [(byte)(60 + noise), (byte)(120 + noise), (byte)(70 + noise)];
                color.CopyTo(image[x, y]);
            }

        return image;
    }

    private static float[] Map() => [.. Enumerable.Range(0, Width * Height).Select(i =>
        In(Squares[1], i % Width, i / Width) ? 9f : Squares.Any(box => In(box, i % Width, i / Width)) ? 2f : 0.1f * (i % 3))];
}
