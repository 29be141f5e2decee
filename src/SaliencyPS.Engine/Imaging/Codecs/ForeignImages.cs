using System.Collections.Immutable;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>Formats of images that only libraries read, or nobody here, so that messages can say which one it is.</summary>
internal static class ForeignImages
{
    /// <summary>How the names of such files end.</summary>
    public static ImmutableArray<string> Extensions { get; } =
    [
        ".heic", ".heif", ".avif", ".webp", ".gif", ".tif", ".tiff", ".tga", ".pbm", ".pgm", ".ppm", ".pnm", ".jxl", ".jp2",
        ".psd", ".svg", ".dng", ".cr2", ".cr3", ".nef", ".arw",
    ];

    /// <summary>The name of the format, judged by the first bytes; null where it is none of these.</summary>
    public static string? Name(ReadOnlySpan<byte> data) =>
        data.StartsWith("GIF8"u8) ? "GIF"
        : data.StartsWith("II*\0"u8) || data.StartsWith("MM\0*"u8) ? At(data, 8, "CR"u8) ? "raw" : "TIFF"
        : data.StartsWith("8BPS"u8) ? "Photoshop"
        : data.StartsWith("<svg"u8) ? "SVG"
        : data.StartsWith("%PDF"u8) ? "PDF"
        : data is [(byte)'P', >= (byte)'1' and <= (byte)'6', (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r', ..] ? "PBM"
        : data.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]) || Box(data, "JXL "u8) ? "JPEG XL"
        : Box(data, "jP  "u8) ? "JPEG 2000"
        : data.StartsWith("RIFF"u8) && At(data, 8, "WEBP"u8) ? "WebP"
        : IsTga(data) ? "TGA"
        : !Box(data, "ftyp"u8) ? null
        : At(data, 8, "avif"u8) || At(data, 8, "avis"u8) ? "AVIF"
        : At(data, 8, "he"u8) || At(data, 8, "mif1"u8) || At(data, 8, "msf1"u8) ? "HEIC"
        : null;

    // It has no mark at its beginning; this is what its header may say: color map, kind of image, size, depth and descriptor.
    private static bool IsTga(ReadOnlySpan<byte> data) =>
        data.Length >= 18 && (data[1], data[2]) is (1, 1 or 9) or (0, 2 or 3 or 10 or 11)
        && (data[12] | data[13]) != 0 && (data[14] | data[15]) != 0 && data[16] is 8 or 15 or 16 or 24 or 32
        && (data[17] & 0xC0) == 0;

    // The first box of a file begins with its length, which is followed by its kind.
    private static bool Box(ReadOnlySpan<byte> data, ReadOnlySpan<byte> kind) => At(data, 4, kind);

    private static bool At(ReadOnlySpan<byte> data, int start, ReadOnlySpan<byte> what) =>
        data.Length >= start && data[start..].StartsWith(what);
}
