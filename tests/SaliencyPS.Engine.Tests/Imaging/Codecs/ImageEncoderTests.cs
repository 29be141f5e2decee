using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

public sealed class ImageEncoderTests
{
    [Theory]
    [InlineData("a.png", ImageFormat.Png)]
    [InlineData("a.b.JPG", ImageFormat.Jpeg)]
    [InlineData("x/a.Jpeg", ImageFormat.Jpeg)]
    [InlineData("png", null)]
    [InlineData("a.gif", null)]
    [InlineData("a.bmp", null)]
    public void The_name_tells_the_format(string name, ImageFormat? format) =>
        Assert.Equal(format, ImageEncoder.FormatOf(name));

    [Fact]
    public void Each_format_is_written_as_itself()
    {
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            var data = ImageEncoder.Encode(new RgbImage(9, 9), format);
            var codec = ImageCodecs.Recognize(data, ImageLimits.Default);
            Assert.Equal(format, codec.Encoding?.Format);
            Assert.Equal(format, ImageEncoder.FormatOf("x" + ImageEncoder.Extension(format)));
        }
    }

    [Fact]
    public void A_format_that_is_not_there_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageEncoder.Encode(new RgbImage(1, 1), (ImageFormat)99));

    [Fact]
    public void What_does_not_fit_is_told_with_the_longest_side() => Assert.Equal(
        "65536×1 pixels do not fit into a JPEG file; 65535 is the longest side.",
        Assert.Throws<ImageFormatException>(() => ImageEncoder.Encode(new RgbImage(65_536, 1), ImageFormat.Jpeg)).Message);
}
