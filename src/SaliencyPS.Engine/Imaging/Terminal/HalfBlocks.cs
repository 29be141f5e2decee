using System.Globalization;
using System.Text;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>Two pixels for each character: the upper half block in the color of one, on the color of the other.</summary>
internal static class HalfBlocks
{
    /// <summary>One line for each two rows; colors are set where they change and given back at the end of each line.</summary>
    /// <param name="image">An even number of rows.</param>
    public static string Encode(RgbImage image)
    {
        var text = new StringBuilder();
        for (var y = 0; y < image.Height; y += 2)
        {
            if (y > 0) text.Append('\n');
            RgbColor? front = null, back = null;
            for (var x = 0; x < image.Width; x++)
            {
                Set(text, 38, image[x, y], ref front);
                Set(text, 48, image[x, y + 1], ref back);
                text.Append('▀');
            }

            text.Append("\e[0m");
        }

        return text.ToString();
    }

    private static void Set(StringBuilder text, int what, ReadOnlySpan<byte> pixel, ref RgbColor? current)
    {
        var color = new RgbColor(pixel[0], pixel[1], pixel[2]);
        if (color == current) return;
        current = color;
        text.Append(CultureInfo.InvariantCulture, $"\e[{what};2;{color.R};{color.G};{color.B}m");
    }
}
