using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Png;

public sealed class PngEncoderTests
{
    [Fact]
    public void Filters_make_smooth_images_small()
    {
        var image = new RgbImage(256, 256);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 % 256 + i / 768);
        Assert.InRange(ImageEncoder.Encode(image, ImageFormat.Png).Length, 1, 2000);
    }
}
