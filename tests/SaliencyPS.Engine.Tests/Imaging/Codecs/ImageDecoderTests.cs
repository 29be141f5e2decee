using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

public sealed class ImageDecoderTests
{
    public static TheoryData<string> Jpegs => [.. Fixtures.Names(".jpg").Where(Fixtures.HasPixels)];
    public static TheoryData<string> Pngs => [.. Fixtures.Names(".png")];
    public static TheoryData<string> Bmps => [.. Fixtures.Names(".bmp")];

    // libjpeg cannot read fractional sampling; its reference was put together from other decodes and conversions.
    [Theory, MemberData(nameof(Jpegs))]
    public void Jpeg_agrees_with_libjpeg(string name)
    {
        var difference = Fixtures.MaximumDifference(Fixtures.Pixels(name), ImageDecoder.Read(Fixtures.PathOf(name)));
        Assert.InRange(difference, 0, name.Contains("fractional") ? 1 : 0);
    }

    [Theory, MemberData(nameof(Pngs))]
    public void Png_decodes_exactly(string name) =>
        Assert.Equal(0, Fixtures.MaximumDifference(Fixtures.Pixels(name.Replace("-adam7", "")), ImageDecoder.Read(Fixtures.PathOf(name))));

    [Theory, MemberData(nameof(Bmps))]
    public void Bmp_decodes_exactly(string name) =>
        Assert.Equal(0, Fixtures.MaximumDifference(Fixtures.Pixels(name), ImageDecoder.Read(Fixtures.PathOf(name))));

    [Fact]
    public void Unknown_formats_are_named_by_their_first_bytes() =>
        Assert.Equal("Not a JPEG, PNG or BMP picture (starts with 47 49 46 38).", Error("GIF89a"u8.ToArray()));

    [Fact]
    public void An_empty_file_is_an_error() => Assert.Equal("The file is empty.", Error([]));

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

    [Theory, InlineData("444-17x33.jpg"), InlineData("progressive-17x33.jpg"), InlineData("rgb8.png"), InlineData("rgb24.bmp")]
    public void Sizes_above_the_limit_are_refused(string name)
    {
        var error = Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(Fixtures.Read(name), new ImageLimits(100)));
        Assert.Contains("limit is 100", error.Message);
    }

    [Theory, InlineData("420-48x40.jpg"), InlineData("progressive-48x40.jpg"), InlineData("rgb8.png"), InlineData("rgb24.bmp")]
    public void A_cancelled_token_stops_the_work(string name) =>
        Assert.Throws<OperationCanceledException>(() => ImageDecoder.Decode(Fixtures.Read(name), token: new CancellationToken(true)));

    // All but the end marker may be missing from a sequential JPEG; trailing zeros of a segment never hold the last block.
    [Theory, InlineData("444-17x33.jpg", 4), InlineData("restart.jpg", 4), InlineData("progressive-17x33.jpg", 1), InlineData("rgb8.png", 1),
     InlineData("palette4-adam7.png", 1), InlineData("rgb24.bmp", 1), InlineData("rle8.bmp", 1), InlineData("palette8.bmp", 1)]
    public void Every_truncation_is_an_error(string name, int fromEnd)
    {
        var data = Fixtures.Read(name);
        for (var length = 0; length <= data.Length - fromEnd; length++)
            Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(data[..length]));
    }

    [Fact]
    public void A_truncated_scan_is_named()
    {
        var data = Fixtures.Read("444-17x33.jpg");
        Assert.Equal("JPEG: truncated or damaged in scan 1: its data end too early.", Error(data[..^40]));
    }

    [Fact]
    public void Unsupported_jpeg_processes_are_named()
    {
        Assert.Equal("JPEG: arithmetic coding is not supported.", Error(Fixtures.Read("arithmetic.jpg")));
        Assert.Equal("JPEG: lossless coding is not supported.", Error(WithFrameMarker(0xC3)));
        Assert.Contains("C5", Error(WithFrameMarker(0xC5)));
        var deep = Fixtures.Read("444-17x33.jpg");
        deep[Find(deep, 0xC0) + 4] = 12;
        Assert.Equal("JPEG: 12-bit samples are not supported, only 8-bit ones.", Error(deep));

        static byte[] WithFrameMarker(byte marker)
        {
            var data = Fixtures.Read("444-17x33.jpg");
            data[Find(data, 0xC0) + 1] = marker;
            return data;
        }
    }

    [Fact]
    public void A_flood_of_scans_is_stopped()
    {
        var data = Fixtures.Read("progressive-7x5.jpg");
        var scan = Find(data, 0xDA);
        var next = scan + 2;
        while (data[next] != 0xFF || data[next + 1] == 0) next++;
        byte[] flood = [.. data[..scan], .. Enumerable.Repeat(data[scan..next], 200).SelectMany(s => s)];
        Assert.Equal("JPEG: more than 100 scans.", Error(flood));
    }

    [Fact]
    public void A_claim_the_data_cannot_hold_is_refused_before_memory_is_taken()
    {
        var jpeg = Fixtures.Read("444-17x33.jpg");
        var frame = Find(jpeg, 0xC0);
        (jpeg[frame + 5], jpeg[frame + 7]) = (0x20, 0x20); // more than 8192 × 8192
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cannot hold", Error(jpeg));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_wrong_png_checksum_is_an_error()
    {
        var data = Fixtures.Read("rgb8.png");
        data[60] ^= 1;
        Assert.Equal("PNG: chunk IDAT is damaged (wrong CRC).", Error(data));
    }

    [Fact]
    public void Photographs_decode()
    {
        var folder = Environment.GetEnvironmentVariable("SALIENCYPS_SHARED") ?? Path.Combine(Fixtures.Root, "..", "shared", "data");
        var photographs = Path.Combine(folder, "photos");
        Assert.SkipUnless(Directory.Exists(photographs), $"The folder {photographs} with photographs is not there.");
        foreach (var path in Directory.EnumerateFiles(photographs, "*.jpg"))
        {
            var image = ImageDecoder.Read(path);
            Assert.True(image is { Width: >= 64, Height: >= 64 }, path);
        }
    }

    private static string Error(byte[] data) => Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(data)).Message;

    private static int Find(byte[] data, byte marker) => data.AsSpan().IndexOf([(byte)0xFF, marker]);
}
