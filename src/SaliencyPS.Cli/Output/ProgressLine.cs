namespace SaliencyPS.Cli.Output;

/// <summary>One line on standard error that tells a watcher how far the work is, and is gone afterwards.</summary>
internal sealed class ProgressLine(Session session) : IDisposable
{
    private int _length;

    /// <summary>Shows the text in place of the one before.</summary>
    public void Show(string text)
    {
        if (!session.ShowsProgress) return;
        session.Error.Write($"\r{text.PadRight(_length)}");
        _length = text.Length;
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_length > 0) session.Error.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();
}
