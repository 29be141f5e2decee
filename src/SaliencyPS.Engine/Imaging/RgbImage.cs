namespace SaliencyPS.Imaging;

/// <summary>A decoded image: 8-bit sRGB, three interleaved channels, rows from the top, no padding.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps an existing buffer; the image owns it from here on.</summary>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <param name="pixels">height × width × 3 bytes, R G B per pixel.</param>
    /// <exception cref="ArgumentException">A side below 1, or a buffer of another length.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"An image of {width}×{height} pixels has no area.");
        if (pixels.LongLength != (long)width * height * 3)
            throw new ArgumentException(
                $"{width}×{height} RGB pixels need {(long)width * height * 3} bytes, not {pixels.LongLength}.");
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>A black image of the given size.</summary>
    public RgbImage(int width, int height) : this(width, height, new byte[checked(width * height * 3)]) { }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>height × width × 3 bytes, R G B per pixel, rows from the top.</summary>
    public byte[] Pixels { get; }

    /// <summary>The three bytes R, G, B of one pixel.</summary>
    public Span<byte> this[int x, int y] => Pixels.AsSpan((y * Width + x) * 3, 3);

    /// <summary>A part of the image, copied.</summary>
    /// <param name="x">Left column.</param>
    /// <param name="y">Top row.</param>
    /// <param name="width">Width in pixels, at least 1.</param>
    /// <param name="height">Height in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is empty or not within the image.</exception>
    public RgbImage Crop(int x, int y, int width, int height)
    {
        if (x < 0 || y < 0 || width < 1 || height < 1 || x > Width - width || y > Height - height)
            throw new ArgumentOutOfRangeException(
                nameof(x), $"{width}×{height} pixels at ({x}, {y}) are not within {Width}×{Height}.");
        var part = new RgbImage(width, height);
        for (var row = 0; row < height; row++)
            Pixels.AsSpan(((y + row) * Width + x) * 3, width * 3).CopyTo(part.Pixels.AsSpan(row * width * 3));
        return part;
    }

    /// <summary>The image with left and right exchanged.</summary>
    public RgbImage MirrorHorizontally() => Orient(2);

    /// <summary>The image turned upright.</summary>
    /// <param name="orientation">
    /// EXIF orientation: where the stored first row and first column belong. 1 top left, 2 top right, 3 bottom right, 4 bottom
    /// left, 5 left top, 6 right top, 7 right bottom, 8 left bottom; from 5 on, width and height change places.
    /// </param>
    /// <returns>A new image; this one for orientation 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 8.</exception>
    public RgbImage Orient(int orientation)
    {
        if (orientation == 1) return this;
        var upright = new UprightImage(Width, Height, orientation);
        for (var y = 0; y < Height; y++) upright.SetRow(y, Pixels.AsSpan(y * Width * 3, Width * 3));
        return upright.Image;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Width}×{Height} image";
}
