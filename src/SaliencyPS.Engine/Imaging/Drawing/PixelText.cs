using System.Globalization;
using System.Text;

namespace SaliencyPS.Imaging.Drawing;

/// <summary>Text over images: the printable characters of ASCII, 5 × 7 pixels each and enlarged by whole factors.</summary>
internal static class PixelText
{
    private const int Columns = 5, Rows = 7, Advance = Columns + 1, Margin = 2;

    // From the blank on: 35 bits each, row by row from the upper left, the highest first.
    private static readonly ulong[] Glyphs =
    [
        0x000000000, 0x108421004, 0x294A00000, 0x295F57D4A, 0x11F4717C4, 0x632222263, 0x22944564D, 0x108400000,
        0x088842082, 0x208210888, 0x009575480, 0x0084F9080, 0x000003088, 0x0000F8000, 0x00000018C, 0x002222200,
        0x3A33AE62E, 0x11842108E, 0x3A211111F, 0x7C441062E, 0x08CA97C42, 0x7E1E0862E, 0x1910F462E, 0x7C2222108,
        0x3A317462E, 0x3A317844C, 0x018C03180, 0x018C03088, 0x088882082, 0x001F07C00, 0x208208888, 0x3A2111004,
        0x3A216D6AE, 0x3A318FE31, 0x7A31F463E, 0x3A308422E, 0x72518C65C, 0x7E10F421F, 0x7E10F4210, 0x3A30BC62F,
        0x4631FC631, 0x38842108E, 0x1C4210A4C, 0x4654C5251, 0x42108421F, 0x4775AC631, 0x4639ACE31, 0x3A318C62E,
        0x7A31F4210, 0x3A318D64D, 0x7A31F5251, 0x3E107043E, 0x7C8421084, 0x46318C62E, 0x46318C544, 0x4631AD771,
        0x462A22A31, 0x462A21084, 0x7C222221F, 0x39084210E, 0x020820820, 0x38421084E, 0x115100000, 0x00000001F,
        0x208200000, 0x000E0BE2F, 0x4216CC63E, 0x000E8422E, 0x042D9C62F, 0x000E8FE0E, 0x1928E2108, 0x01F18BC2E,
        0x4216CC631, 0x100C2108E, 0x080610A4C, 0x4212A6292, 0x30842108E, 0x001AAD631, 0x0016CC631, 0x000E8C62E,
        0x001E8FA10, 0x000D9BC21, 0x0016CC210, 0x000E8383E, 0x211C42126, 0x00118C66D, 0x00118C544, 0x00118D6AA,
        0x001151151, 0x00118BC2E, 0x001F1111F, 0x088441082, 0x108421084, 0x208411088, 0x0008A8800,
    ];

    /// <summary>Writes one line in white on black, where the image has room for it; what is too long loses its end.</summary>
    /// <param name="image">The image, which stays as it is.</param>
    /// <param name="text">The line. Letters lose their accents, and what has no letter becomes a question mark.</param>
    /// <param name="x">Left column of the label; moved so that the label is within the image.</param>
    /// <param name="y">Top row of the label; moved likewise.</param>
    /// <param name="scale">Pixels on each side of one of a letter, at least 1.</param>
    public static RgbImage Write(RgbImage image, string text, int x, int y, int scale)
    {
        var letters = Plain(text);
        var margin = Margin * scale;
        letters = letters[..Math.Clamp((image.Width - 2 * margin + scale) / (Advance * scale), 0, letters.Length)];
        var (width, height) = (letters.Length * Advance * scale - scale + 2 * margin, Rows * scale + 2 * margin);
        if (letters.Length == 0 || height > image.Height) return image;
        (x, y) = (Math.Clamp(x, 0, image.Width - width), Math.Clamp(y, 0, image.Height - height));
        var result = new RgbImage(image.Width, image.Height, (byte[])image.Pixels.Clone());
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
                result[x + column, y + row].Fill((byte)(IsInk(letters, column - margin, row - margin, scale) ? 255 : 0));
        return result;
    }

    private static bool IsInk(string letters, int x, int y, int scale)
    {
        if (x < 0 || y < 0) return false;
        var (letter, column) = Math.DivRem(x / scale, Advance);
        var row = y / scale;
        return letter < letters.Length && column < Columns && row < Rows
            && (Glyphs[letters[letter] - ' '] >> (Columns * Rows - 1 - row * Columns - column) & 1) != 0;
    }

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
