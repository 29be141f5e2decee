using System.Globalization;
using SixLabors.ImageSharp.Formats.Pbm;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>PBM, PGM and PPM of Netpbm, as text or binary.</summary>
internal sealed class PbmCodec() : ImageSharpCodec<PbmDecoder>("PBM", [".pbm", ".pgm", ".ppm", ".pnm"], new())
{
    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> data)
    {
        var (kind, at) = (data[1] - '0', 2);
        long width = Number(data, ref at), height = Number(data, ref at);
        var isBitmap = kind is 1 or 4;
        var most = isBitmap ? 1 : Number(data, ref at);
        var samples = width * height * (kind is 3 or 6 ? 3 : 1);
        if (kind > 3) return at + 1 + (isBitmap ? (width + 7) / 8 * height : samples * (most > 255 ? 2 : 1)) <= data.Length;
        // Bits of text need no blanks between them.
        if (isBitmap) return data[at..].Count((byte)'0') + data[at..].Count((byte)'1') >= samples;
        for (; samples > 0; samples--) Number(data, ref at);
        return true;
    }

    private static int Number(ReadOnlySpan<byte> data, ref int at)
    {
        for (; !char.IsAsciiDigit((char)data[at]); at++)
            if (data[at] == '#')
                while (data[at] != '\n') at++;
        var start = at;
        while (at < data.Length && char.IsAsciiDigit((char)data[at])) at++;
        return int.Parse(data[start..at], CultureInfo.InvariantCulture);
    }
}
