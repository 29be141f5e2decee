using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Png;

public sealed class PngDecoderTests
{
    [Fact]
    public void A_wrong_checksum_is_an_error()
    {
        var data = Fixtures.Read("rgb8.png");
        data[60] ^= 1;
        var error = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(data));
        Assert.Equal("PNG: chunk IDAT is damaged (wrong CRC).", error.Message);
    }
}
