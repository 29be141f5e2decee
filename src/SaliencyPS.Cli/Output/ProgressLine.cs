namespace SaliencyPS.Cli.Output;

/// <summary>
/// One line on standard error that tells a watcher how far the work is, and is gone before anything else is written there.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="watched">Whether anybody looks at it; if not, nothing is written.</param>
internal sealed class ProgressLine(TextWriter error, bool watched)
{
    private int _length;

    /// <summary>Shows the text in place of the one before.</summary>
    public void Show(string text)
    {
        if (!watched) return;
        error.Write($"\r{text.PadRight(_length)}");
        error.Flush();
        _length = text.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_length > 0) error.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }
}
