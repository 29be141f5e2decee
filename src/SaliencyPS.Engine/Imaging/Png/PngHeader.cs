using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Png;

/// <summary>The IHDR chunk (section 11.2.1): size and sample format.</summary>
internal sealed record PngHeader(int Width, int Height, int Depth, PngColor Color, bool Interlaced)
{
    /// <summary>Samples per pixel.</summary>
    public int Channels => Color switch { PngColor.Rgb => 3, PngColor.Rgba => 4, PngColor.GrayAlpha => 2, _ => 1 };

    /// <summary>Distance in bytes that row filters look back; 1 where a pixel is smaller than a byte.</summary>
    public int PixelBytes => Math.Max(1, Channels * Depth / 8);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter byte.</summary>
    public long RowBytes(long width) => (width * Channels * Depth + 7) / 8;

    /// <summary>Parses and checks the chunk.</summary>
    /// <exception cref="ImageFormatException">Malformed, or above the limits.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> chunk, ImageLimits limits)
    {
        if (chunk.Length != 13) throw new ImageFormatException($"PNG: the header has {chunk.Length} bytes, not 13.");
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]));
        limits.Check(width, height);
        int depth = chunk[8];
        var valid = (PngColor)chunk[9] switch
        {
            PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!valid) throw new ImageFormatException($"PNG: color type {chunk[9]} with {depth} bits does not exist.");
        var (compression, filter, interlace) = (chunk[10], chunk[11], chunk[12]);
        if (compression != 0 || filter != 0 || interlace > 1)
            throw new ImageFormatException(
                $"PNG: compression {compression}, filter {filter} or interlacing {interlace} is unknown.");
        return new PngHeader(width, height, depth, (PngColor)chunk[9], interlace == 1);
    }
}
