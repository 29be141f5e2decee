using SaliencyPS.Imaging;

namespace SaliencyPS.Localization;

/// <summary>Shrinks a picture or a map by a whole factor: every value is the mean over its block; blocks at the right and bottom may be cut off.</summary>
internal static class BlockAverage
{
    public static RgbImage Shrink(RgbImage picture, int factor)
    {
        var small = new RgbImage(Blocks(picture.Width, factor), Blocks(picture.Height, factor));
        for (var channel = 0; channel < 3; channel++)
            for (var y = 0; y < small.Height; y++)
                for (var x = 0; x < small.Width; x++)
                    small[x, y][channel] = (byte)Math.Round(Mean(picture.Pixels, picture.Width, picture.Height, 3, channel, x * factor, y * factor, factor));
        return small;
    }

    public static float[] Shrink(ReadOnlySpan<float> map, int width, int height, int factor)
    {
        var small = new float[Blocks(width, factor) * Blocks(height, factor)];
        for (var i = 0; i < small.Length; i++)
            small[i] = (float)Mean(map, width, height, 1, 0, i % Blocks(width, factor) * factor, i / Blocks(width, factor) * factor, factor);
        return small;
    }

    /// <summary>Number of blocks along a side.</summary>
    public static int Blocks(int side, int factor) => (side - 1) / factor + 1;

    private static double Mean<T>(ReadOnlySpan<T> values, int width, int height, int channels, int channel, int left, int top, int factor)
        where T : struct, System.Numerics.INumber<T>
    {
        var sum = 0.0;
        int right = Math.Min(width, left + factor), bottom = Math.Min(height, top + factor);
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++) sum += double.CreateTruncating(values[(y * width + x) * channels + channel]);
        return sum / ((right - left) * (bottom - top));
    }
}
