using System.Buffers.Binary;
using System.Text;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using SaliencyPS.Saliency.Views;
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

    /// <summary>A view that an image is too elongated for is known by its size, before memory is taken for its pixels.</summary>
    [Theory]
    [InlineData(".png")]
    [InlineData(".bmp")]
    public void A_size_may_be_refused_before_anything_is_decoded(string extension)
    {
        const int Height = 2_000_000;
        var data = extension == ".png" ? ImageEncoder.Encode(new RgbImage(1, Height), ImageFormat.Png) : Bitmap();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ElongatedImageException>(() => ImageDecoder.Decode(data, Refuse, limits: null, CancellationToken.None));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Height);

        static double Refuse(int width, int height) =>
            throw new ElongatedImageException((width, height) == (1, Height) ? "As it is." : "Turned.");

        static byte[] Bitmap()
        {
            var data = new byte[54 + 4 * Height];
            "BM"u8.CopyTo(data);
            foreach (var (at, value) in ((int, int)[])[(10, 54), (14, 40), (18, 1), (22, Height), (26, 1 | 24 << 16)])
                BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(at), value);
            return data;
        }
    }

    /// <summary>Photographs of a telephone held upright are turned; they are not in memory twice meanwhile.</summary>
    [Theory]
    [InlineData(ImageFormat.Png, 33)]
    [InlineData(ImageFormat.Jpeg, 2)]
    public void Turning_an_image_takes_no_more_memory(ImageFormat format, int behind)
    {
        var image = new RgbImage(1000, 700);
        new Random(1).NextBytes(image.Pixels);
        var data = ImageEncoder.Encode(image, format);
        byte[] exif = [.. "MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0"u8];
        byte[] segment = format == ImageFormat.Png
            ? [0, 0, 0, (byte)exif.Length, .. "eXIf"u8, .. exif, 0, 0, 0, 0]
            : [0xFF, 0xE1, 0, (byte)(2 + 6 + exif.Length), .. ExifOrientation.Mark, .. exif];
        if (format == ImageFormat.Png)
            BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(^4), Crc32.Compute(segment.AsSpan(4, segment.Length - 8)));
        byte[] turned = [.. data[..behind], .. segment, .. data[behind..]];
        _ = Bytes(turned, (700, 1000)); // what is made once only
        Assert.InRange(Bytes(turned, (700, 1000)) - Bytes(data, (1000, 700)), -100_000, 100_000);

        static long Bytes(byte[] data, (int, int) size)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var image = ImageDecoder.Decode(data);
            Assert.Equal(size, (image.Width, image.Height));
            return GC.GetAllocatedBytesForCurrentThread() - before;
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
