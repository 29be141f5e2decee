using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tests.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Views;

public sealed class DetailTests
{
    private static readonly Network Network = TestNetworks.Small(8) with
    {
        Preprocessing = new() { Mean = [0, 0, 0], Std = [255, 255, 255], Resize = 12 }
    };

    [Theory]
    [InlineData(500, 375, 1)]
    [InlineData(768, 768, 1)]
    [InlineData(1280, 960, 2)]
    [InlineData(4000, 3000, 4)]
    [InlineData(8000, 6000, 8)]
    [InlineData(20, 60000, 1)] // the short side has nothing to spare
    public void Twice_the_pixels_that_are_needed_remain(int width, int height, int expected)
    {
        var reduction = Detail.Reduction(width, height, SaliencyView.Whole, Network);
        Assert.Equal(expected, ImageDecoder.Reduction(reduction));
        Assert.True(reduction * 2 <= CutGrid.Factor(width, height, LocalizationOptions.Default.MaximumCutPixels));
    }

    [Theory, InlineData(SaliencyView.Whole), InlineData(SaliencyView.Center), InlineData(SaliencyView.TenCrop)]
    public void With_less_detail_sizes_are_the_same_and_scores_maps_and_boxes_nearly(SaliencyView view)
    {
        var full = new DecodedImage(Disc(1200, 900));
        var reduced = new DecodedImage(BlockAverage.Shrink(full, 2), 1200, 900, 2);
        var analyzer = new SaliencyAnalyzer(Network, new SaliencyOptions { View = view, Top = 2 });
        var (a, b) = (analyzer.Analyze(full, "p", null, new()).ToArray(), analyzer.Analyze(reduced, "p", null, new()).ToArray());
        foreach (var (one, other) in a.Zip(b))
        {
            Assert.Equal((one.ClassIndex, one.Width, one.Height), (other.ClassIndex, other.Width, other.Height));
            Assert.Equal(one.Score, other.Score, 0.02);
            Assert.Equal((one.Map.GridWidth, one.Map.GridHeight), (other.Map.GridWidth, other.Map.GridHeight));
            var (box, twin) = (new ObjectLocalizer(full).Find(one.Map).Box, new ObjectLocalizer(reduced).Find(one.Map).Box);
            Assert.InRange(Math.Abs(box.X - twin.X) + Math.Abs(box.Y - twin.Y) + Math.Abs(box.Width - twin.Width)
                + Math.Abs(box.Height - twin.Height), 0, 20);
        }
    }

    [Theory, InlineData(2, 3), InlineData(4, 4), InlineData(4, 7), InlineData(8, 13)]
    public void Blocks_of_any_size_are_averaged_from_fewer_pixels(int reduction, int factor)
    {
        // Where the image is constant over what one pixel in memory stands for, nothing is lost.
        var (small, full) = (SaliencyAnalyzerTests.Noise(23, 17), new RgbImage(23 * reduction - 1, 17 * reduction - 1));
        for (var y = 0; y < full.Height; y++)
            for (var x = 0; x < full.Width; x++) small[x / reduction, y / reduction].CopyTo(full[x, y]);
        var expected = BlockAverage.Shrink(new DecodedImage(full), factor);
        Assert.Equal(expected.Pixels,
            BlockAverage.Shrink(new DecodedImage(small, full.Width, full.Height, reduction), factor).Pixels);
    }

    [Fact]
    public void A_cut_with_more_detail_than_there_is_is_refused() => Assert.Throws<ArgumentException>(() =>
        new ObjectLocalizer(new DecodedImage(new RgbImage(100, 100), 200, 200, 2),
            new LocalizationOptions { MaximumCutPixels = 200 * 200 }));

    private static RgbImage Disc(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var inside = Math.Pow(x - 500, 2) + Math.Pow(y - 400, 2) < 250 * 250;
                ReadOnlySpan<byte> color = [(byte)(inside ? 220 : 40 + x / 40), (byte)(60 + y / 30), (byte)(inside ? 30 : 140)];
                color.CopyTo(image[x, y]);
            }
        }

        return image;
    }
}
