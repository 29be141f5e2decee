namespace SaliencyPS.Imaging;

/// <summary>A decoded picture: 8-bit sRGB, three interleaved channels, rows from the top, no padding.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps an existing buffer; the picture owns it from here on.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="pixels">height × width × 3 bytes, R G B per pixel.</param>
    /// <exception cref="ArgumentException">A side below 1, or a buffer of another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"A picture of {width}×{height} pixels has no area.");
        if (pixels.LongLength != (long)width * height * 3)
            throw new ArgumentException($"{width}×{height} RGB pixels need {(long)width * height * 3} bytes, not {pixels.LongLength}.");
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>A black picture of the given size.</summary>
    public RgbImage(int width, int height) : this(width, height, new byte[checked(width * height * 3)]) { }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>height × width × 3 bytes, R G B per pixel, rows from the top.</summary>
    public byte[] Pixels { get; }

    /// <summary>The three bytes R, G, B of one pixel.</summary>
    public Span<byte> this[int x, int y] => Pixels.AsSpan((y * Width + x) * 3, 3);
}
