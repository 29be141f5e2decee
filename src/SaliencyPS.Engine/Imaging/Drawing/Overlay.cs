namespace SaliencyPS.Imaging.Drawing;

/// <summary>Draws results over images. The images given stay as they are; each method returns a new one.</summary>
internal static class Overlay
{
    // How much each level of a heat map covers, in 256ths of the opacity: its square root, for weak saliency would hardly be
    // seen.
    private static readonly int[] Covers =
        [.. Enumerable.Range(0, 256).Select(level => (int)Math.Round(256 * Math.Sqrt(level / 255.0)))];

    /// <summary>
    /// Lays a heat map over an image. The higher the level of a pixel, the more its color covers; what has level 0 (nothing
    /// salient) stays as it is, whatever the first color.
    /// </summary>
    /// <param name="image">The image below.</param>
    /// <param name="levels">height × width levels, rows from the top; see <see cref="HeatMap.Levels"/>.</param>
    /// <param name="colors">The colors of the levels.</param>
    /// <param name="opacity">How much the highest level covers: 0 (not at all) to 1 (wholly).</param>
    /// <exception cref="ArgumentException">The map has another size, or the opacity is out of range.</exception>
    public static RgbImage Blend(RgbImage image, ReadOnlySpan<byte> levels, ColorMap colors, double opacity = 0.85)
    {
        if (levels.Length != image.Pixels.Length / 3)
            throw new ArgumentException(
                $"{image.Width}×{image.Height} pixels need as many levels, not {levels.Length}.", nameof(levels));

        var weight = Weight(opacity);
        var table = ColorTable.For(colors);
        var result = Copy(image);
        for (var i = 0; i < levels.Length; i++)
        {
            var color = table.Slice(3 * levels[i], 3);
            var cover = (weight * Covers[levels[i]] + 128) >> 8;
            Tint(result.Pixels.AsSpan(3 * i, 3), new RgbColor(color[0], color[1], color[2]), cover);
        }

        return result;
    }

    /// <summary>Tints the pixels of a mask.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">height × width flags, rows from the top.</param>
    /// <param name="color">The tint.</param>
    /// <param name="opacity">0 (no tint) to 1 (nothing but tint).</param>
    /// <exception cref="ArgumentException">The mask has another size, or the opacity is out of range.</exception>
    public static RgbImage TintMask(RgbImage image, ReadOnlySpan<bool> mask, RgbColor color, double opacity = 0.5)
    {
        if (mask.Length != image.Pixels.Length / 3)
            throw new ArgumentException(
                $"{image.Width}×{image.Height} pixels need as many flags, not {mask.Length}.", nameof(mask));

        var weight = Weight(opacity);
        var result = Copy(image);
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i]) Tint(result.Pixels.AsSpan(3 * i, 3), color, weight);
        }

        return result;
    }

    /// <summary>Draws the border of a box inwards from its edges, with a dark hairline on either side.</summary>
    /// <param name="image">The image.</param>
    /// <param name="x">Left column of the box; parts of the box beyond the image are not drawn.</param>
    /// <param name="y">Top row of the box.</param>
    /// <param name="width">Width: the box covers columns x to x + width − 1.</param>
    /// <param name="height">Height: the box covers rows y to y + height − 1.</param>
    /// <param name="color">Color of the border.</param>
    /// <param name="thickness">Width of the border in pixels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or a thickness below 1.</exception>
    public static RgbImage DrawBox(RgbImage image, int x, int y, int width, int height, RgbColor color, int thickness = 3)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfLessThan(thickness, 1);
        var result = Copy(image);
        if (width == 0 || height == 0) return result;
        var (left, top, right, bottom) = ((long)x, (long)y, (long)x + width, (long)y + height);
        for (var row = Math.Max(top - 1, 0); row < Math.Min(bottom + 1, image.Height); row++)
        {
            for (var column = Math.Max(left - 1, 0); column < Math.Min(right + 1, image.Width); column++)
            {
                // How deep within the box: 0 is its outermost ring, −1 the hairline outside.
                var depth = Math.Min(Math.Min(column - left, right - 1 - column), Math.Min(row - top, bottom - 1 - row));
                if (depth > thickness) column = Math.Max(column, right - 2 - thickness); // straight to the other side
                else if (depth >= 0 && depth < thickness) Tint(result[(int)column, (int)row], color, 256);
                else Tint(result[(int)column, (int)row], default, 128);
            }
        }

        return result;
    }

    private static RgbImage Copy(RgbImage image) => new(image.Width, image.Height, (byte[])image.Pixels.Clone());

    private static int Weight(double opacity) => opacity is >= 0 and <= 1
        ? (int)Math.Round(opacity * 256)
        : throw new ArgumentOutOfRangeException(nameof(opacity), opacity, "0 to 1.");

    private static void Tint(Span<byte> pixel, RgbColor color, int weight) =>
        (pixel[0], pixel[1], pixel[2]) =
            (Mix(pixel[0], color.R, weight), Mix(pixel[1], color.G, weight), Mix(pixel[2], color.B, weight));

    private static byte Mix(int below, int above, int weight) => (byte)((below * (256 - weight) + above * weight + 128) >> 8);
}
