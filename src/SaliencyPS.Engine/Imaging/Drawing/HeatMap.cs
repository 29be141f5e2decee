namespace SaliencyPS.Imaging.Drawing;

/// <summary>Images of number maps.</summary>
internal static class HeatMap
{
    /// <summary>
    /// Colors a map: its minimum takes the first color and the given quantile, and all above it, the last. A few extreme
    /// pixels, which saliency maps always have, would otherwise leave the rest dark.
    /// </summary>
    /// <param name="map">height × width numbers, rows from the top; those that are not finite count as the minimum.</param>
    /// <param name="width">Width of the map.</param>
    /// <param name="height">Height of the map.</param>
    /// <param name="colors">The colors.</param>
    /// <param name="quantile">
    /// Share of the numbers, above 0 to 1, that are not above the number with the last color; 1 for the maximum.
    /// Where that number equals the minimum, the maximum is taken.
    /// </param>
    /// <returns>An image of the map's size; a constant map is all in the first color.</returns>
    /// <exception cref="ArgumentException">The map has another size, or a value is out of range.</exception>
    public static RgbImage Render(
        ReadOnlySpan<float> map, int width, int height, ColorMap colors = ColorMap.Viridis, double quantile = 0.995)
    {
        if (map.Length != (long)width * height)
            throw new ArgumentException($"A map of {width}×{height} does not have {map.Length} numbers.", nameof(map));

        var image = new RgbImage(width, height);
        var levels = Levels(map, quantile);
        var table = ColorTable.For(colors);
        for (var i = 0; i < levels.Length; i++) table.Slice(3 * levels[i], 3).CopyTo(image.Pixels.AsSpan(3 * i));
        return image;
    }

    /// <summary>Which of the 256 colors each number takes, see <see cref="Render"/>.</summary>
    /// <param name="map">The numbers.</param>
    /// <param name="quantile">As for <see cref="Render"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantile is out of range.</exception>
    public static byte[] Levels(ReadOnlySpan<float> map, double quantile = 0.995)
    {
        if (!(quantile > 0 && quantile <= 1))
            throw new ArgumentOutOfRangeException(nameof(quantile), quantile, "Above 0, at most 1.");
        var levels = new byte[map.Length];
        var (low, high) = Range(map, quantile);
        var scale = high > low ? 255 / ((double)high - low) : 0;
        for (var i = 0; i < map.Length; i++)
            if (float.IsFinite(map[i])) levels[i] = (byte)Math.Clamp(Math.Round((map[i] - (double)low) * scale), 0, 255);
        return levels;
    }

    private static (float Low, float High) Range(ReadOnlySpan<float> map, double quantile)
    {
        var values = new float[map.Length];
        var count = 0;
        var (low, top) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in map)
        {
            if (!float.IsFinite(value)) continue;
            values[count++] = value;
            (low, top) = (Math.Min(low, value), Math.Max(top, value));
        }

        if (count == 0) return (0, 0);
        var high = Select(values.AsSpan(0, count), (int)Math.Ceiling(quantile * count) - 1);
        return (low, high > low ? high : top);
    }

    // The value that sorting would bring to an index (Hoare 1961).
    private static float Select(Span<float> values, int index)
    {
        var (first, last) = (0, values.Length - 1);
        while (first < last)
        {
            var pivot = values[(first + last) / 2];
            var (i, j) = (first, last);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (index <= j) last = j;
            else if (index >= i) first = i;
            else break;
        }

        return values[index];
    }
}
