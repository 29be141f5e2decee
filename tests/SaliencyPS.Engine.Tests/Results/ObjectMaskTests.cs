using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Results;

public sealed class ObjectMaskTests
{
    [Fact]
    public void KeepsEveryBit()
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

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.02)]
    [InlineData(0)]
    [InlineData(1)]
    public void RunLengthsAreReadAgainAsTheSamePixels(double share)
    {
        var random = new Random(7);
        var mask = ObjectMask.FromBools(61, 43, [.. Enumerable.Range(0, 61 * 43).Select(_ => random.NextDouble() < share)]);
        var json = JsonSerializer.SerializeToElement(new { size = new[] { 43, 61 }, counts = mask.ToRunLengths() });
        var read = CocoMasks.Read(json, size: null)!;
        var rows = Enumerable.Range(0, 43).ToArray();
        for (var x = 0; x < 61; x++)
        {
            var inside = new bool[43];
            read.Mark(x, rows, inside);
            Assert.Equal(rows.Select(y => mask[x, y]), inside);
        }
    }

    [Fact]
    public void RunLengthsGoDownTheColumnsSixBitsACharacter()
    {
        var square = ObjectMask.FromBools(
            4, 5, [.. Enumerable.Range(0, 20).Select(i => i % 4 is 1 or 2 && i / 4 is >= 2 and < 4)]);
        Assert.Equal("72303", square.ToRunLengths());
    }
}
