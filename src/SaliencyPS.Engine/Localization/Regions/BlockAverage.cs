using SaliencyPS.Imaging;
using SaliencyPS.Results;

namespace SaliencyPS.Localization.Regions;

/// <summary>
/// Shrinks an image or a map by a whole factor: every value is the mean over its block; blocks at
/// the right and bottom may be cut off.
/// </summary>
internal static class BlockAverage
{
    /// <summary>
    /// Blocks are of the image in its file; where fewer pixels are in memory, one on the border of two
    /// blocks counts in both, by its share.
    /// </summary>
    public static RgbImage Shrink(DecodedImage decoded, int factor)
    {
        var (image, reduction) = (decoded.Image, decoded.Reduction);
        var small = new RgbImage(CutGrid.Blocks(decoded.Width, factor), CutGrid.Blocks(decoded.Height, factor));
        for (var y = 0; y < small.Height; y++)
        {
            var (top, bottom) = (y * factor, Math.Min(decoded.Height, (y + 1) * factor));
            for (var x = 0; x < small.Width; x++)
            {
                var (left, right) = (x * factor, Math.Min(decoded.Width, (x + 1) * factor));
                var (red, green, blue) = (0L, 0L, 0L);
                for (var v = top / reduction; v * reduction < bottom; v++)
                {
                    var high = Math.Min(bottom, (v + 1) * reduction) - Math.Max(top, v * reduction);
                    var row = image.Pixels.AsSpan(v * image.Width * 3, image.Width * 3);
                    for (var u = left / reduction; u * reduction < right; u++)
                    {
                        var area = high * (Math.Min(right, (u + 1) * reduction) - Math.Max(left, u * reduction));
                        red += area * row[3 * u];
                        green += area * row[3 * u + 1];
                        blue += area * row[3 * u + 2];
                    }
                }

                double size = (long)(right - left) * (bottom - top);
                var target = small[x, y];
                (target[0], target[1], target[2]) =
                    ((byte)Math.Round(red / size), (byte)Math.Round(green / size), (byte)Math.Round(blue / size));
            }
        }

        return small;
    }

    public static float[] Shrink(ReadOnlySpan<float> map, int width, int height, int factor)
    {
        var small = new float[CutGrid.Blocks(width, factor) * CutGrid.Blocks(height, factor)];
        for (var i = 0; i < small.Length; i++)
            small[i] = (float)Mean(map, width, height, i % CutGrid.Blocks(width, factor) * factor,
                i / CutGrid.Blocks(width, factor) * factor, factor);
        return small;
    }

    private static double Mean(ReadOnlySpan<float> values, int width, int height, int left, int top, int factor)
    {
        var sum = 0.0;
        int right = Math.Min(width, left + factor), bottom = Math.Min(height, top + factor);
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++) sum += values[y * width + x];
        return sum / ((right - left) * (bottom - top));
    }
}
