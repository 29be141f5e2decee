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
}
