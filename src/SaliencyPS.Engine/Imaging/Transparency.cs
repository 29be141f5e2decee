namespace SaliencyPS.Imaging;

/// <summary>Lays what is transparent over white.</summary>
internal static class Transparency
{
    /// <summary>One level of a color, 0 … 255, that is not multiplied by its opacity.</summary>
    public static byte OverWhite(int level, int opacity) => (byte)((level * opacity + 255 * (255 - opacity) + 127) / 255);

    /// <summary>Pixels of an image.</summary>
    /// <param name="rgba">R G B and opacity of each.</param>
    /// <param name="rgb">Receives R G B of each.</param>
    public static void OverWhite(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
            for (var channel = 0; channel < 3; channel++)
                rgb[to + channel] = OverWhite(rgba[from + channel], rgba[from + 3]);
    }
}
