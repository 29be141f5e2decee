using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Png;

/// <summary>The CRC of PNG chunks: polynomial 0xEDB88320, reflected, eight bytes at a time.</summary>
internal static class Crc32
{
    // Entry [k × 256 + b]: the effect of byte b followed by k zero bytes.
    private static readonly uint[] Table = BuildTable();

    /// <summary>The CRC of some bytes.</summary>
    public static uint Compute(ReadOnlySpan<byte> data) => ~Update(~0u, data);

    /// <summary>Carries a running value, which begins as all ones and ends inverted, over more bytes.</summary>
    public static uint Update(uint crc, ReadOnlySpan<byte> data)
    {
        var table = Table;
        for (; data.Length >= 8; data = data[8..])
        {
            var word = BinaryPrimitives.ReadUInt64LittleEndian(data) ^ crc;
            crc = 0;
            for (var k = 7; k >= 0; k--, word >>= 8) crc ^= table[k * 256 + (byte)word];
        }

        foreach (var value in data) crc = table[(byte)(crc ^ value)] ^ crc >> 8;
        return crc;
    }

    private static uint[] BuildTable()
    {
        var table = new uint[8 * 256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : value >> 1 ^ 0xEDB88320;
            table[i] = value;
        }

        for (var i = 256; i < table.Length; i++) table[i] = table[(byte)table[i - 256]] ^ table[i - 256] >> 8;
        return table;
    }
}
