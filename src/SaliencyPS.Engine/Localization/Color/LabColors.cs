using SaliencyPS.Imaging;

namespace SaliencyPS.Localization.Color;

/// <summary>CIE 1976 L*a*b* of sRGB colors, for the white D65, in 8 bits per channel.</summary>
internal static class LabColors
{
    /// <summary>
    /// Steps per unit, the same in all three channels, so that distances keep their meaning. b* of sRGB
    /// spans 203 units: no more steps would fit.
    /// </summary>
    public const double Steps = 1.25;

    /// <summary>What a* and b* of grays become; the offsets let all of sRGB fit into 0 … 255.</summary>
    public const int GrayA = 128, GrayB = 136;

    // sRGB's linear light → X, Y, Z (IEC 61966-2-1). The rows add up to the white, so that grays have neither a* nor b*.
    private static readonly double[] X = [0.4124, 0.3576, 0.1805], Y = [0.2126, 0.7152, 0.0722], Z = [0.0193, 0.1192, 0.9505];
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(level => ToLinear(level / 255.0))];

    /// <summary>
    /// The image with the bytes round(1.25 · L*), 128 + round(1.25 · a*), 136 + round(1.25 · b*) in place of R, G, B.
    /// </summary>
    public static RgbImage Convert(RgbImage image)
    {
        var result = new RgbImage(image.Width, image.Height);
        var (from, to) = (image.Pixels, result.Pixels);
        for (var i = 0; i < from.Length; i += 3)
        {
            var (l, a, b) = Of(from[i], from[i + 1], from[i + 2]);
            to[i] = (byte)Math.Round(Steps * l);
            to[i + 1] = (byte)(GrayA + (int)Math.Round(Steps * a));
            to[i + 2] = (byte)(GrayB + (int)Math.Round(Steps * b));
        }

        return result;
    }

    /// <summary>L* (0 … 100), a* (−86.2 … 98.3) and b* (−107.9 … 94.5) of an sRGB color.</summary>
    public static (double L, double A, double B) Of(byte red, byte green, byte blue)
    {
        var (r, g, b) = (Linear[red], Linear[green], Linear[blue]);
        double x = Response(X, r, g, b), y = Response(Y, r, g, b), z = Response(Z, r, g, b);
        return (116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double ToLinear(double level) => level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);

    // The cube root, and near black its tangent, of the share of the white.
    private static double Response(double[] row, double r, double g, double b)
    {
        var share = (row[0] * r + row[1] * g + row[2] * b) / (row[0] + row[1] + row[2]);
        return share > 216.0 / 24389 ? Math.Cbrt(share) : (24389.0 / 27 * share + 16) / 116;
    }
}
