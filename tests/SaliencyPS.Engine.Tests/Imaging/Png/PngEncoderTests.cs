using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Png;

public sealed class PngEncoderTests
{
    [Theory, InlineData(1, 1), InlineData(7, 5), InlineData(300, 2), InlineData(2, 300)]
    public void What_is_written_is_read_back(int width, int height)
    {
        var image = new RgbImage(width, height);
        new Random(width).NextBytes(image.Pixels);
        Assert.Equal(0, Fixtures.MaximumDifference(image, ImageDecoder.Decode(PngEncoder.Encode(image))));
    }

    [Fact]
    public void Filters_make_smooth_pictures_small()
    {
        var image = new RgbImage(256, 256);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 % 256 + i / 768);
        Assert.InRange(PngEncoder.Encode(image).Length, 1, 2000);
    }
}
