using System.Buffers.Binary;

namespace SaliencyPS.Imaging;

/// <summary>Finds the orientation that a camera recorded (EXIF 2.3, tag 0x0112).</summary>
internal static class ExifOrientation
{
    /// <summary>Walks the first directory of a TIFF structure.</summary>
    /// <param name="tiff">EXIF data from the byte-order mark (<c>II</c> or <c>MM</c>) on; any bytes are safe.</param>
    /// <returns>
    /// 1 to 8; 1 (upright) where the data say nothing valid, since a broken remark is no reason to refuse an image.
    /// </returns>
    public static int Read(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff[0] == 'I';
        if (tiff[1] != tiff[0] || tiff[0] is not ((byte)'I' or (byte)'M') || Word(tiff[2..], little) != 42) return 1;
        var offset = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (offset > tiff.Length - 2) return 1;

        var entries = tiff[((int)offset + 2)..];
        for (var left = Word(tiff[(int)offset..], little); left > 0 && entries.Length >= 12; left--, entries = entries[12..])
        {
            if (Word(entries, little) != 0x0112) continue;
            var value = Word(entries[8..], little);
            return Word(entries[2..], little) == 3 && value is >= 1 and <= 8 ? value : 1;
        }

        return 1;
    }

    private static int Word(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
