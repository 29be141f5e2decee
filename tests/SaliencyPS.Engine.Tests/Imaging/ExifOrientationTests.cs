using System.Buffers.Binary;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging;

/// <summary>What is expected here is what Pillow 9.4 makes of the same bytes.</summary>
public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(3, "0006", 6)]
    [InlineData(4, "00000006", 6)]
    [InlineData(6, "06", 6)]
    [InlineData(8, "0006", 6)]
    [InlineData(9, "00000006", 6)]
    [InlineData(13, "00000006", 6)]
    [InlineData(16, "0000000000000006", 6)]
    [InlineData(5, "0000000C00000002", 6)]
    [InlineData(10, "FFFFFFF4FFFFFFFE", 6)]
    [InlineData(11, "40C00000", 6)]
    [InlineData(12, "4018000000000000", 6)]
    [InlineData(1, "06", 1)] // bytes are no number
    [InlineData(2, "36", 1)]
    [InlineData(7, "06", 1)]
    [InlineData(8, "FFFA", 1)]
    [InlineData(3, "0009", 1)]
    [InlineData(5, "0000000600000000", 1)]
    public void A_number_of_any_type_counts(int type, string value, int expected)
    {
        var bytes = Convert.FromHexString(value);
        foreach (var little in (bool[])[false, true])
            Assert.Equal(expected, ExifOrientation.Read(Tiff(little, (0x0112, type, 1, Turned(bytes, type, little)))));
    }

    [Fact]
    public void Of_several_values_the_first_counts() =>
        Assert.Equal(8, ExifOrientation.Read(Tiff(false, (0x0112, 3, 3, [0, 8, 0, 1, 0, 1]))));

    [Fact]
    public void Of_several_entries_the_last_counts_wherever_it_is() => Assert.Equal(3, ExifOrientation.Read(Tiff(
        true, (0x0131, 2, 6, "a tool"u8.ToArray()), (0x0112, 3, 1, [6, 0]), (0x010F, 2, 2, [65, 0]), (0x0112, 3, 1, [3, 0]))));

    [Fact]
    public void An_entry_without_values_or_with_values_beyond_the_data_says_nothing()
    {
        Assert.Equal(1, ExifOrientation.Read(Tiff(false, (0x0112, 3, 0, [0, 6]))));
        var cut = Tiff(false, (0x0112, 16, 1, [0, 0, 0, 0, 0, 0, 0, 6]));
        Assert.Equal(6, ExifOrientation.Read(cut));
        Assert.Equal(1, ExifOrientation.Read(cut.AsSpan(0, cut.Length - 1)));
    }

    [Theory]
    [InlineData("49492A00", true)]
    [InlineData("4949002A", true)]
    [InlineData("4D4D002A", false)]
    [InlineData("4D4D2A00", false)]
    public void The_number_after_the_mark_may_be_turned_round(string start, bool little)
    {
        var tiff = Tiff(little, (0x0112, 3, 1, little ? [5, 0] : [0, 5]));
        Convert.FromHexString(start).CopyTo(tiff, 0);
        Assert.Equal(5, ExifOrientation.Read(tiff));
        Assert.Equal(5, ExifOrientation.Read([.. ExifOrientation.Mark, .. ExifOrientation.Mark, .. tiff]));
    }

    [Theory]
    [InlineData(2)] // first of all
    [InlineData(-1)] // right before the first scan, behind the frame header
    public void A_jpeg_may_have_it_in_any_place_before_its_scans_and_in_parts(int place)
    {
        var tiff = Tiff(false, (0x0112, 16, 1, [0, 0, 0, 0, 0, 0, 0, 6]));
        var jpeg = Fixtures.Read("444-17x33.jpg");
        if (place < 0) place = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] exif = [.. Segment([.. ExifOrientation.Mark, .. tiff[..20]]), .. Segment("http://ns.adobe.com/xap/1.0/\0<x/>"u8),
            .. Segment([.. ExifOrientation.Mark, .. tiff[20..]])];
        var sizes = new List<(int, int)>();
        var decoded = ImageDecoder.Decode([.. jpeg[..place], .. exif, .. jpeg[place..]], (width, height) =>
        {
            sizes.Add((width, height));
            return 1;
        }, null, default);
        Assert.Equal((33, 17, 6), (decoded.Width, decoded.Height, decoded.Orientation));
        Assert.Equal([(33, 17)], sizes);
    }

    [Fact]
    public void Of_two_blocks_in_a_jpeg_the_first_counts()
    {
        var jpeg = Fixtures.Read("444-17x33.jpg");
        var blocks = new[] { 6, 3 }.SelectMany(value => Segment(
            [.. ExifOrientation.Mark, .. Tiff(false, (0x0112, 3, 1, [0, (byte)value]))]));
        Assert.Equal(6, ImageDecoder.Decode([.. jpeg[..2], .. blocks, .. jpeg[2..]], (_, _) => 1, null, default).Orientation);
    }

    private static byte[] Segment(ReadOnlySpan<byte> content) =>
        [0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Turned(byte[] bytes, int type, bool little)
    {
        if (!little) return bytes;
        var size = type is 5 or 10 ? 4 : bytes.Length;
        return [.. bytes.Chunk(size).SelectMany(number => number.Reverse())];
    }

    // One directory; values of more than four bytes follow it.
    private static byte[] Tiff(bool little, params (int Tag, int Type, int Count, byte[] Value)[] entries)
    {
        var data = new List<byte>(little ? "II*\0"u8.ToArray() : "MM\0*"u8.ToArray());
        Add(8, 4);
        Add(entries.Length, 2);
        var behind = 8 + 2 + 12 * entries.Length + 4;
        foreach (var (tag, type, count, value) in entries)
        {
            Add(tag, 2);
            Add(type, 2);
            Add(count, 4);
            if (value.Length <= 4) data.AddRange([.. value, .. new byte[4 - value.Length]]);
            else Add(behind, 4);
            if (value.Length > 4) behind += value.Length;
        }

        Add(0, 4);
        foreach (var (_, _, _, value) in entries)
            if (value.Length > 4) data.AddRange(value);
        return [.. data];

        void Add(int value, int size)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            data.AddRange(little ? bytes[..size] : bytes[..size].Reverse());
        }
    }
}
