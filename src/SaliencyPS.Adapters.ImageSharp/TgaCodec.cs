using System.Buffers.Binary;
using SixLabors.ImageSharp.Formats.Tga;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>Truevision TGA, run-length coded or not.</summary>
internal sealed class TgaCodec() : ImageSharpCodec<TgaDecoder>("TGA", [".tga"], new())
{
    private const int HeaderBytes = 18, RunLengthCoded = 8;

    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> data)
    {
        var colors = BinaryPrimitives.ReadUInt16LittleEndian(data[5..]) * ((data[7] + 7) / 8);
        long at = HeaderBytes + data[0] + (data[1] == 0 ? 0 : colors);
        long left = BinaryPrimitives.ReadUInt16LittleEndian(data[12..]) * BinaryPrimitives.ReadUInt16LittleEndian(data[14..]);
        var bytes = (data[16] + 7) / 8;
        if ((data[2] & RunLengthCoded) == 0) return at + left * bytes <= data.Length;
        while (left > 0)
        {
            var (isRun, count) = ((data[(int)at] & 0x80) != 0, (data[(int)at] & 0x7F) + 1);
            at += 1 + (isRun ? bytes : count * bytes);
            left -= count;
        }

        return at <= data.Length;
    }
}
