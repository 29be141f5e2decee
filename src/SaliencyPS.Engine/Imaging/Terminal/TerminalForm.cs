namespace SaliencyPS.Imaging.Terminal;

/// <summary>How an image is drawn with text.</summary>
public enum TerminalForm
{
    /// <summary>The best of the other forms that the terminal can show; text where there is no terminal.</summary>
    Auto,

    /// <summary>Pixels, by the DEC protocol that some terminals know.</summary>
    Sixel,

    /// <summary>Half blocks in 24-bit color: two pixels for each character.</summary>
    Blocks,

    /// <summary>Shades made of ASCII characters, for files and logs.</summary>
    Text,
}
