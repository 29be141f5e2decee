using System.Buffers.Binary;

namespace SaliencyPS.Imaging;

/// <summary>
/// Finds the orientation that a camera recorded (EXIF 2.3, tag 0x0112), as leniently as Pillow does: a number of any type, alone
/// or the first of several, and the last entry where there are more than one.
/// </summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;

    /// <summary>Walks the first directory of a TIFF structure.</summary>
    /// <param name="exif">
    /// EXIF data from the byte-order mark (<c>II</c> or <c>MM</c>) on, perhaps after <see cref="Mark"/>; any bytes are safe.
    /// </param>
    /// <returns>
    /// 1 to 8; 1 (upright) where the data say nothing valid, since a broken remark is no reason to refuse an image.
    /// </returns>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        while (exif.StartsWith(Mark)) exif = exif[Mark.Length..];
        if (exif.Length < 8) return 1;
        var little = exif[0] == 'I';
        if (exif[1] != exif[0] || exif[0] is not ((byte)'I' or (byte)'M')) return 1;
        if (Word(exif[2..], little) is not (42 or 42 << 8)) return 1; // some writers turn its bytes round
        var offset = Long(exif[4..], little);
        if (offset > exif.Length - 2) return 1;

        var found = 1.0;
        var entries = exif[((int)offset + 2)..];
        for (var left = Word(exif[(int)offset..], little); left > 0 && entries.Length >= 12; left--, entries = entries[12..])
            if (Word(entries, little) == Tag && First(exif, entries, little) is { } value) found = value;
        return found is 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 ? (int)found : 1;
    }

    /// <summary>What EXIF data in a JPEG begin with.</summary>
    public static ReadOnlySpan<byte> Mark => "Exif\0\0"u8;

    // The first value of an entry, which holds it if all its values fit into four bytes and else tells where they are; null where
    // it has none, or none that is a number.
    private static double? First(ReadOnlySpan<byte> exif, ReadOnlySpan<byte> entry, bool little)
    {
        var type = Word(entry[2..], little);
        var size = type switch { 6 => 1, 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 => 8, _ => 0 };
        var bytes = (long)size * Long(entry[4..], little);
        var at = bytes > 4 ? Long(entry[8..], little) : 0;
        var data = bytes > 4 ? exif[(int)Math.Min(at, exif.Length)..] : entry[8..12];
        if (bytes == 0 || bytes > data.Length) return null;
        return type switch
        {
            3 => Word(data, little),
            4 or 13 => Long(data, little),
            5 => Long(data, little) / (double)Long(data[4..], little),
            6 => (sbyte)data[0],
            8 => (short)Word(data, little),
            9 => (int)Long(data, little),
            10 => (int)Long(data, little) / (double)(int)Long(data[4..], little),
            11 => little ? BinaryPrimitives.ReadSingleLittleEndian(data) : BinaryPrimitives.ReadSingleBigEndian(data),
            12 => little ? BinaryPrimitives.ReadDoubleLittleEndian(data) : BinaryPrimitives.ReadDoubleBigEndian(data),
            _ => little ? BinaryPrimitives.ReadUInt64LittleEndian(data) : BinaryPrimitives.ReadUInt64BigEndian(data),
        };
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
