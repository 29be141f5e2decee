namespace SaliencyPS.Imaging;

/// <summary>An image that is turned upright while its pixels come, so that it is in memory once.</summary>
internal readonly struct UprightImage
{
    private readonly int _origin, _across, _down;

    /// <summary>Takes the memory.</summary>
    /// <param name="width">Width of the image as it comes.</param>
    /// <param name="height">Height of the image as it comes.</param>
    /// <param name="orientation">EXIF orientation, as for <see cref="RgbImage.Orient"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The orientation is not 1 to 8.</exception>
    public UprightImage(int width, int height, int orientation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(orientation, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orientation, 8);
        var right = orientation is 2 or 3 or 6 or 7; // the stored row or column order ends at the right side
        var bottom = orientation is 3 or 4 or 7 or 8;
        Image = orientation >= 5 ? new RgbImage(height, width) : new RgbImage(width, height);
        var (x, y) = (right ? -3 : 3, (bottom ? -3 : 3) * Image.Width);
        (_across, _down) = orientation >= 5 ? (y, x) : (x, y);
        _origin = 3 * ((right ? Image.Width - 1 : 0) + (bottom ? (Image.Height - 1) * Image.Width : 0));
    }

    /// <summary>The upright image.</summary>
    public RgbImage Image { get; }

    /// <summary>The three levels of a pixel, by where it is in the image as it comes.</summary>
    public Span<byte> this[int x, int y] => Image.Pixels.AsSpan(_origin + x * _across + y * _down, 3);

    /// <summary>Puts a row in its place.</summary>
    public void SetRow(int y, ReadOnlySpan<byte> row)
    {
        if (_across == 3) row.CopyTo(Image.Pixels.AsSpan(_origin + y * _down));
        else
            for (var x = 0; 3 * x < row.Length; x++) row.Slice(3 * x, 3).CopyTo(this[x, y]);
    }
}
