using System.Text;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>One ASCII character for each pixel: the brighter, the denser.</summary>
internal static class Shades
{
    private const string Ramp = " .:-=+*#%@";

    /// <summary>One line for each row, without blanks at its end.</summary>
    public static string Encode(RgbImage image)
    {
        var lines = new string[image.Height];
        var line = new StringBuilder();
        for (var y = 0; y < image.Height; y++)
        {
            line.Clear();
            for (var x = 0; x < image.Width; x++) line.Append(Ramp[Luma(image[x, y]) * Ramp.Length / 256]);
            lines[y] = line.ToString().TrimEnd();
        }

        return string.Join('\n', lines);
    }

    private static int Luma(ReadOnlySpan<byte> pixel) => (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000;
}
