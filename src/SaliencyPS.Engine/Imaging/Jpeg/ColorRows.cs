using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Makes RGB rows of component rows, in libjpeg's 16-bit fixed-point numbers (JFIF 1.02; T.872 for four components).
/// </summary>
internal static class ColorRows
{
    // Factors of R from Cr, B from Cb, G from Cr and G from Cb, times 65536.
    private const int CrRed = 91881;
    private const int CbBlue = 116130;
    private const int CrGreen = -46802;
    private const int CbGreen = -22554;
    private const int Half = 1 << 15;

    /// <summary>One component: grey.</summary>
    public static void Gray(ReadOnlySpan<byte> gray, Span<byte> rgb) => Rgb(gray, gray, gray, rgb);

    /// <summary>Three components that are red, green and blue.</summary>
    public static void Rgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> rgb)
    {
        for (var x = 0; x < red.Length; x++) (rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]) = (red[x], green[x], blue[x]);
    }

    /// <summary>Luma and two color differences.</summary>
    public static void YCbCr(ReadOnlySpan<byte> luma, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> rgb)
    {
        var x = 0;
        // Four pixels at a time; each store writes four bytes too many, which the next one overwrites.
        for (; x + 8 <= luma.Length; x += 4)
        {
            var (y, u, v) = (Widen(luma, x), Widen(cb, x) - Vector128.Create(128), Widen(cr, x) - Vector128.Create(128));
            var half = Vector128.Create(Half);
            var red = Clamp(y + ((v * CrRed + half) >> 16));
            var green = Clamp(y + ((v * CrGreen + u * CbGreen + half) >> 16));
            var blue = Clamp(y + ((u * CbBlue + half) >> 16));
            var pixels = (red | green << 8 | blue << 16).AsByte();
            var packed = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
            Vector128.Shuffle(pixels, packed).CopyTo(rgb[(3 * x)..]);
        }

        for (; x < luma.Length; x++) YCbCr(luma[x], cb[x] - 128, cr[x] - 128, rgb.Slice(3 * x, 3));
    }

    /// <summary>Inks, stored inverted as Adobe's programs write them (255 = no ink): each color is ink × black.</summary>
    public static void Cmyk(
        ReadOnlySpan<byte> c, ReadOnlySpan<byte> m, ReadOnlySpan<byte> y, ReadOnlySpan<byte> k, Span<byte> rgb)
    {
        for (var x = 0; x < k.Length; x++)
            (rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]) = (Mix(c[x], k[x]), Mix(m[x], k[x]), Mix(y[x], k[x]));
    }

    /// <summary>
    /// The inks of <see cref="Cmyk"/> with the first three stored as luma and color differences of their complements.
    /// </summary>
    public static void Ycck(
        ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, ReadOnlySpan<byte> k, Span<byte> rgb)
    {
        YCbCr(y, cb, cr, rgb);
        for (var x = 0; x < k.Length; x++)
        {
            foreach (ref var level in rgb.Slice(3 * x, 3)) level = Mix((byte)(255 - level), k[x]);
        }
    }

    private static void YCbCr(int y, int u, int v, Span<byte> rgb)
    {
        rgb[0] = (byte)Math.Clamp(y + ((v * CrRed + Half) >> 16), 0, 255);
        rgb[1] = (byte)Math.Clamp(y + ((v * CrGreen + u * CbGreen + Half) >> 16), 0, 255);
        rgb[2] = (byte)Math.Clamp(y + ((u * CbBlue + Half) >> 16), 0, 255);
    }

    // Four bytes as integers.
    private static Vector128<int> Widen(ReadOnlySpan<byte> row, int x)
    {
        var bytes = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(row[x..])).AsByte();
        return Vector128.WidenLower(Vector128.WidenLower(bytes)).AsInt32();
    }

    private static Vector128<int> Clamp(Vector128<int> value) =>
        Vector128.Min(Vector128.Max(value, Vector128<int>.Zero), Vector128.Create(255));

    // a × b / 255, rounded.
    private static byte Mix(byte a, byte b) => (byte)((a * b + 127) / 255);
}
