using System.Text;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

public sealed class ImageDecoderTests
{
    [Fact]
    public void Unknown_formats_are_named_by_their_first_bytes() =>
        Assert.Equal("Not a JPEG, PNG or BMP image (starts with 47 49 46 39).", Error("GIF99a"u8.ToArray()));

    [Theory]
    [InlineData("\0\0\0\u0018ftypheic", "HEIC", "Magick")]
    [InlineData("\0\0\0\u0018ftypmif1", "HEIC", "Magick")]
    [InlineData("\0\0\0\u0018ftypavif", "AVIF", "Magick")]
    [InlineData("RIFF\u0012\0\0\0WEBPVP8 ", "WebP", "ImageSharp")]
    [InlineData("GIF89a", "GIF", "ImageSharp")]
    [InlineData("II*\0\u0008", "TIFF", "ImageSharp")]
    [InlineData("MM\0*\0", "TIFF", "ImageSharp")]
    [InlineData("\0\0\u0002\0\0\0\0\0\0\0\0\0\u0030\0\u0028\0\u0018\0", "TGA", "ImageSharp")]
    [InlineData("P6\n48 40\n255\n", "PBM", "ImageSharp")]
    public void Formats_that_a_library_reads_are_named_with_it(string start, string name, string codec) => Assert.Equal(
        $"This is a {name} image. {codec} reads it, which is off until asked for, since crafted files are known to harm its "
            + $"decoders: -Codec {codec}, --codec {codec} or the environment variable SALIENCYPS_CODEC={codec} turns it on. Or "
            + "convert the image to JPEG or PNG first, such as with ImageMagick.",
        Error(Encoding.Latin1.GetBytes(start)));

    [Theory]
    [InlineData("II*\0\u0010\0\0\0CR\u0002", "raw")]
    [InlineData("\0\0\0\u000cJXL ", "JPEG XL")]
    [InlineData("\0\0\0\u000cjP  ", "JPEG 2000")]
    public void Familiar_formats_are_named_with_the_remedy(string start, string name) => Assert.Equal(
        $"This is a {name} image, which is not read here; convert it to JPEG or PNG first, such as with ImageMagick.",
        Error(Encoding.Latin1.GetBytes(start)));

    [Fact]
    public void An_empty_file_is_an_error() => Assert.StartsWith("The file is empty", Error([]));

    [Fact]
    public void The_extension_does_not_matter()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.Copy(Fixtures.PathOf("444-7x5.jpg"), path, overwrite: true);
            Assert.Equal((7, 5), (ImageDecoder.Read(path).Width, ImageDecoder.Read(path).Height));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_file_is_an_io_error() => Assert.ThrowsAny<IOException>(() => ImageDecoder.Read("no such file.jpg"));

    [Fact]
    public void A_file_above_one_gigabyte_is_refused_unread()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path)) file.SetLength(ImageDecoder.MaximumBytes + 1L); // sparse
            Assert.Contains("limit", Assert.Throws<ImageFormatException>(() => ImageDecoder.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Photographs_decode()
    {
        var folder = Environment.GetEnvironmentVariable("SALIENCYPS_SHARED")
            ?? Path.Combine(Fixtures.Root, "..", "shared", "data");
        var photographs = Path.Combine(folder, "photos");
        Assert.SkipUnless(Directory.Exists(photographs), $"The folder {photographs} with photographs is not there.");
        foreach (var path in Directory.EnumerateFiles(photographs, "*.jpg"))
        {
            var image = ImageDecoder.Read(path);
            Assert.True(image is { Width: >= 64, Height: >= 64 }, path);
        }
    }

    private static string Error(byte[] data) => Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(data)).Message;
}
