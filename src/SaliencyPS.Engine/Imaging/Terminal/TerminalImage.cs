using SaliencyPS.Imaging.Resizing;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>Draws images with text; never larger than they are.</summary>
internal static class TerminalImage
{
    // What nearly all terminals come near to, in pixels: a character is twice as high as wide.
    private const int CellWidth = 10;

    /// <summary>Draws an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="form">How; not <see cref="TerminalForm.Auto"/>.</param>
    /// <param name="columns">Most columns that it takes, at least 1.</param>
    /// <returns>Lines, the last without an end of line.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No form, or no column.</exception>
    public static string Draw(RgbImage image, TerminalForm form, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return form switch
        {
            TerminalForm.Sixel => Sixel.Encode(Fit(image, columns * CellWidth, 1, 1)),
            TerminalForm.Blocks => HalfBlocks.Encode(Fit(image, columns, 2, 2)),
            TerminalForm.Text => Shades.Encode(Fit(image, columns, 2, 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form to draw in."),
        };
    }

    // As many dots as fit into the width; a dot is so many times as high as wide, with so many in a line of text.
    private static RgbImage Fit(RgbImage image, int columns, int lineHeight, int dotsInLine)
    {
        var width = Math.Min(columns, image.Width);
        var lines = Math.Max(1, (int)Math.Round((double)image.Height * width / image.Width / lineHeight));
        return Resampler.Bilinear(image, width, lines * dotsInLine);
    }
}
