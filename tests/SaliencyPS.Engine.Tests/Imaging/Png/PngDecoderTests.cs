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

    [Fact]
    public void A_wrong_checksum_of_what_an_image_can_do_without_is_a_warning()
    {
        var data = Fixtures.Read("rgb8-key.png");
        var chunk = data.AsSpan().IndexOf("tRNS"u8);
        data[chunk + 5] ^= 1;
        var decoded = ImageDecoder.Decode(data, (_, _) => 1, null, default);
        Assert.Equal(Fixtures.Pixels("rgb8.png").Pixels, decoded.Image.Pixels);
        Assert.Equal("PNG: chunk tRNS is damaged (wrong CRC) and was passed over.", decoded.Warning);
    }
}
