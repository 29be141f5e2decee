using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tests.Saliency.Analysis;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Views;

public sealed class ViewPlanTests
{
    private static readonly Network Network = TestNetworks.Small(8);

    [Theory]
    [InlineData(1, 20_000_000)]
    [InlineData(20_000_000, 1)]
    public void An_image_that_would_grow_beyond_all_measure_is_refused_by_name(int width, int height)
    {
        var error = Record.Exception(() => ViewPlan.For(SaliencyView.Whole, Network, width, height));
        if (width > height) Assert.Null(error); // it is made shorter first
        else
            Assert.Equal($"An image of {width}×{height} pixels is too elongated to be resized to 9×11; cut it into parts.",
                Assert.IsType<ElongatedImageException>(error).Message);
    }

    // The network takes 9×11 pixels of an image of 40×20.
    [Theory]
    [InlineData(SaliencyView.Center, 12, 12, false, 24, 12)]
    [InlineData(SaliencyView.Center, 12, 12, true, 12, 12)]
    [InlineData(SaliencyView.TenCrop, 14, 10, true, 10, 14)]
    [InlineData(SaliencyView.Center, 12, 30, false, 30, 15)]
    [InlineData(SaliencyView.Center, 4, 4, true, 9, 11)] // a crop must fit
    [InlineData(SaliencyView.Center, 4, 4, false, 22, 11)]
    [InlineData(SaliencyView.Whole, 12, 12, false, 9, 11)]
    public void Images_get_the_size_that_the_network_was_trained_on(
        SaliencyView view, int height, int width, bool squashed, int expectedWidth, int expectedHeight)
    {
        var network = Network with
        {
            Preprocessing = Network.Preprocessing with { ResizeHeight = height, ResizeWidth = width, IsSquashed = squashed },
        };
        var plan = ViewPlan.For(view, network, 40, 20);
        var resized = plan.Resize(SaliencyAnalyzerTests.Noise(40, 20), Parallelism.Single);
        Assert.Equal((expectedWidth, expectedHeight), (resized.Width, resized.Height));
        Assert.Equal(Math.Min(40.0 / expectedWidth, 20.0 / expectedHeight), plan.Scale, 1e-12);
        Assert.All(plan.Crops, crop => Assert.True(crop.X >= 0 && crop.Y >= 0
            && crop.X + network.Input.Width <= resized.Width && crop.Y + network.Input.Height <= resized.Height));
        Assert.Equal(view == SaliencyView.TenCrop ? 10 : 1, plan.Crops.Count);
    }

    [Theory]
    [InlineData((int)ImageFilter.Bilinear, MapInterpolation.Bilinear)]
    [InlineData((int)ImageFilter.Bicubic, MapInterpolation.Bicubic)]
    [InlineData((int)ImageFilter.Nearest, MapInterpolation.Nearest)]
    public void Every_filter_reaches_the_image(int asked, MapInterpolation expected)
    {
        var network = Network with { Preprocessing = Network.Preprocessing with { Filter = (ImageFilter)asked } };
        RgbImage image = SaliencyAnalyzerTests.Noise(40, 20);
        Assert.Equal(Resampler.Resize(image, 9, 11, expected).Pixels,
            ViewPlan.For(SaliencyView.Whole, network, 40, 20).Resize(image, Parallelism.Single).Pixels);
    }

    [Fact]
    public void No_filter_is_forgotten() => Assert.All(Enum.GetValues<ImageFilter>(), filter =>
        ViewPlan.For(SaliencyView.Whole, Network with { Preprocessing = new() { Filter = filter } }, 9, 9));
}
