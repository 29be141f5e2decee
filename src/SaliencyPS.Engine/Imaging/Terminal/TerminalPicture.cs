using SaliencyPS.Imaging.Resizing;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>Draws pictures with text; never larger than they are.</summary>
internal static class TerminalPicture
{
    // What nearly all terminals come near to, in pixels: a character is twice as high as wide.
    private const int CellWidth = 10;

    /// <summary>Draws a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="form">How; not <see cref="TerminalForm.Auto"/>.</param>
    /// <param name="columns">Most columns that it takes, at least 1.</param>
    /// <returns>Lines, the last without an end of line.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No form, or no column.</exception>
    public static string Draw(RgbImage picture, TerminalForm form, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return form switch
        {
            TerminalForm.Sixel => Sixel.Encode(Fit(picture, columns * CellWidth, 1, 1)),
            TerminalForm.Blocks => HalfBlocks.Encode(Fit(picture, columns, 2, 2)),
            TerminalForm.Text => Shades.Encode(Fit(picture, columns, 2, 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Not a form to draw in."),
        };
    }

    // As many dots as fit into the width; a dot is so many times as high as wide, with so many in a line of text.
    private static RgbImage Fit(RgbImage picture, int columns, int lineHeight, int dotsInLine)
    {
        var width = Math.Min(columns, picture.Width);
        var lines = Math.Max(1, (int)Math.Round((double)picture.Height * width / picture.Width / lineHeight));
        return Resampler.Bilinear(picture, width, lines * dotsInLine);
    }
}
