using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using Xunit;

namespace SaliencyPS.Tests.Localization.Regions;

public sealed class BlockUpsamplingTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(9)]
    public void A_mask_of_blocks_has_all_their_pixels(int size)
    {
        var wide = (23 - 1) / size + 1;
        bool[] blocks = [.. Enumerable.Range(0, wide * ((17 - 1) / size + 1)).Select(i => i % 3 == 0)];
        PixelRun[] runs = [.. Enumerable.Range(0, blocks.Length).Where(i => blocks[i])
            .Select(i => new PixelRun(i / wide, i % wide, i % wide + 1))];
        PixelRun[] all = [.. Enumerable.Range(0, (17 - 1) / size + 1).Select(row => new PixelRun(row, 0, wide))];
        var upsampling = new BlockUpsampling(23, 17, size);
        var mask = upsampling.Mask(runs);
        for (var y = 0; y < 17; y++) for (var x = 0; x < 23; x++) Assert.Equal(blocks[y / size * wide + x / size], mask[x, y]);
        Assert.Equal(ObjectMask.FromBools(23, 17, mask.ToBoolArray()).Bits, mask.Bits);
        Assert.Equal([.. Enumerable.Repeat(true, 23 * 17)], upsampling.Mask(all).ToBoolArray());
    }
}
