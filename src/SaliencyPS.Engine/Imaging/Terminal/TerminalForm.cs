namespace SaliencyPS.Imaging.Terminal;

/// <summary>How a picture is drawn with text.</summary>
public enum TerminalForm
{
    /// <summary>As well as the place it is written to can show it.</summary>
    Auto,

    /// <summary>Pixels, by the DEC protocol that some terminals know.</summary>
    Sixel,

    /// <summary>Half blocks in 24-bit colour: two pixels for each character.</summary>
    Blocks,

    /// <summary>Shades made of ASCII characters, for files and logs.</summary>
    Text,
}
