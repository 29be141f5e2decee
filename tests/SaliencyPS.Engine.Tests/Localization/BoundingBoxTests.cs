using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Localization;

public sealed class BoundingBoxTests
{
    [Theory]
    [InlineData(0, 0, 10, 10, 1)]
    [InlineData(5, 0, 10, 10, 50 / 150.0)]
    [InlineData(10, 0, 10, 10, 0)] // half-open: they only touch
    [InlineData(2, 2, 5, 5, 0.25)]
    [InlineData(0, 0, 0, 0, 0)]
    public void OverlapsAsComputedByHand(int x, int y, int width, int height, double expected)
    {
        var (a, b) = (new BoundingBox(0, 0, 10, 10), new BoundingBox(x, y, width, height));
        Assert.Equal(expected, a.IntersectionOverUnion(b), 1e-12);
        Assert.Equal(expected, b.IntersectionOverUnion(a), 1e-12);
    }

    [Fact]
    public void TakesFractionalSides() => Assert.Equal(0.5, new BoundingBox(0, 0, 1, 1).IntersectionOverUnion(0.25, 0, 0.5, 1), 1e-12);

    [Fact]
    public void LargeSidesDoNotOverflow() =>
        Assert.Equal(1, new BoundingBox(int.MaxValue, 0, int.MaxValue, int.MaxValue).IntersectionOverUnion(new(int.MaxValue, 0, int.MaxValue, int.MaxValue)), 1e-12);

    [Fact]
    public void MaskKeepsEveryBit()
    {
        var random = new Random(15);
        var pixels = Enumerable.Range(0, 7 * 5).Select(_ => random.Next(2) == 0).ToArray();
        var mask = ObjectMask.FromBools(7, 5, pixels);
        Assert.Equal(5, mask.Bits.Length);
        Assert.Equal(pixels, mask.ToBoolArray());
        for (var i = 0; i < pixels.Length; i++) Assert.Equal(pixels[i], mask[i % 7, i / 7]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[7, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[0, -1]);
        Assert.Throws<ArgumentException>(() => new ObjectMask(7, 5, new byte[4]));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(9)]
    public void A_mask_of_blocks_has_all_their_pixels(int size)
    {
        var wide = (23 - 1) / size + 1;
        bool[] blocks = [.. Enumerable.Range(0, wide * ((17 - 1) / size + 1)).Select(i => i % 3 == 0)];
        var runs = Enumerable.Range(0, blocks.Length).Where(i => blocks[i]).Select(i => new PixelRun(i / wide, i % wide, i % wide + 1)).ToArray();
        var mask = ObjectMask.FromRuns(23, 17, runs, size);
        for (var y = 0; y < 17; y++) for (var x = 0; x < 23; x++) Assert.Equal(blocks[y / size * wide + x / size], mask[x, y]);
        Assert.Equal(ObjectMask.FromBools(23, 17, mask.ToBoolArray()).Bits, mask.Bits);
        Assert.Equal([.. Enumerable.Repeat(true, 23 * 17)], ObjectMask.FromRuns(23, 17, Enumerable.Range(0, (17 - 1) / size + 1).Select(row => new PixelRun(row, 0, wide)).ToArray(), size).ToBoolArray());
    }
}
