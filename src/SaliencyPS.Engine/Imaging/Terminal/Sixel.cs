using System.Globalization;
using System.Text;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>
/// DEC sixel graphics: a palette, then bands of six rows. Each color of a band is one pass over its width, a character for each
/// column that says which of the six pixels have it; runs are counted.
/// </summary>
internal static class Sixel
{
    private const int BandHeight = 6;

    /// <summary>The whole sequence, from its introducer to its terminator.</summary>
    public static string Encode(RgbImage image)
    {
        var palette = new Palette(image);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\ePq\"1;1;{image.Width};{image.Height}");
        for (var i = 0; i < palette.Colors.Count; i++)
        {
            var color = palette.Colors[i];
            text.Append(CultureInfo.InvariantCulture, $"#{i};2;{Percent(color.R)};{Percent(color.G)};{Percent(color.B)}");
        }

        var columns = new byte[palette.Colors.Count][]; // per color: which pixels of each column have it
        for (var top = 0; top < image.Height; top += BandHeight)
        {
            Array.Clear(columns);
            for (var y = top; y < Math.Min(top + BandHeight, image.Height); y++)
                for (var x = 0; x < image.Width; x++)
                    (columns[palette.IndexOf(image[x, y])] ??= new byte[image.Width])[x] |= (byte)(1 << (y - top));
            for (var i = 0; i < columns.Length; i++)
                if (columns[i] is { } pass) AppendPass(text, i, pass);
            text.Append('-');
        }

        return text.Append("\e\\").ToString();
    }

    private static void AppendPass(StringBuilder text, int color, ReadOnlySpan<byte> pass)
    {
        text.Append('#').Append(color);
        for (pass = pass.TrimEnd((byte)0); pass.Length > 0;)
        {
            var run = pass.IndexOfAnyExcept(pass[0]);
            if (run < 0) run = pass.Length;
            var character = (char)('?' + pass[0]);
            if (run > 3) text.Append('!').Append(run).Append(character);
            else text.Append(character, run);
            pass = pass[run..];
        }

        text.Append('$');
    }

    private static int Percent(byte level) => (level * 100 + 127) / 255;
}
