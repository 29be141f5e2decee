using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Jpeg;

public sealed class JpegDecoderTests
{
    [Fact]
    public void A_truncated_scan_is_named()
    {
        var data = Fixtures.Read("444-17x33.jpg");
        Assert.Equal("JPEG: truncated or damaged in scan 1: its data end too early.", Error(data[..^40]));
    }

    /// <summary>As libjpeg-turbo shows it; anything before the end of the last scan is missed.</summary>
    [Theory]
    [InlineData("444-17x33.jpg")]
    [InlineData("progressive-17x33.jpg")]
    public void Only_the_end_marker_may_be_missing(string file)
    {
        var data = Fixtures.Read(file);
        Assert.Equal([0xFF, 0xD9], data[^2..]);
        var whole = ImageDecoder.Decode(data).Pixels;
        for (var cut = 1; cut <= 2; cut++) Assert.Equal(whole, ImageDecoder.Decode(data[..^cut]).Pixels);
        for (var cut = 3; cut < data.Length; cut++) Assert.NotEqual("", Error(data[..^cut]));
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

    [Theory]
    [InlineData(0x10, "JPEG: scan 2 refines bit 0 of coefficient 1, which no scan has coded yet.")]
    [InlineData(0x21, "JPEG: scan 2 refines bit 1 of coefficient 1, which no scan has coded yet.")]
    public void What_no_scan_has_coded_cannot_be_refined(byte bits, string message)
    {
        var data = Fixtures.Read("scans-unrefined.jpg");
        var scan = data.AsSpan(Find(data, 0xDA) + 2).IndexOf([(byte)0xFF, (byte)0xDA]) + Find(data, 0xDA) + 2;
        data[scan + 9] = bits;
        Assert.Equal(message, Error(data));
    }

    [Fact]
    public void A_bit_cannot_be_refined_twice()
    {
        var data = Fixtures.Read("scans-unrefined.jpg");
        var last = data.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xDA]);
        Assert.Equal("JPEG: scan 6 refines bit 2 of coefficient 1, which has arrived down to bit 2.",
            Error([.. data[..^2], .. data[last..]]));
    }

    [Theory]
    [InlineData("restart-missing.jpg")]
    [InlineData("restart-twice.jpg")]
    [InlineData("restart-other-number.jpg")]
    [InlineData("restart-unexpected.jpg")]
    public void Restart_markers_out_of_place_are_a_warning(string file)
    {
        var decoded = ImageDecoder.Decode(Fixtures.Read(file), (_, _) => 1, null, default);
        if (file == "restart-other-number.jpg") Assert.Null(decoded.Warning); // three beyond what is due: a wrong number
        else Assert.StartsWith("JPEG: scan 1 is damaged: a restart marker is missing or out of place.", decoded.Warning);
        Assert.Null(ImageDecoder.Decode(Fixtures.Read("restart.jpg"), (_, _) => 1, null, default).Warning);
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

    private static string Error(byte[] data) => Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(data)).Message;

    private static int Find(byte[] data, byte marker) => data.AsSpan().IndexOf([(byte)0xFF, marker]);
}
