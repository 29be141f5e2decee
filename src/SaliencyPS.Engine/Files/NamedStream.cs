namespace SaliencyPS.Files;

/// <summary>A stream whose errors say what the user knows it by.</summary>
/// <param name="inner">The stream; null for one that is closed.</param>
/// <param name="say">What an error says, given what the system said.</param>
internal sealed class NamedStream(Stream? inner, Func<string, string> say) : Stream
{
    public override bool CanRead => inner is not { CanRead: false };

    public override bool CanSeek => inner is { CanSeek: true };

    public override bool CanWrite => inner is not { CanWrite: false };

    public override long Length => Open.Length;

    public override long Position { get => Open.Position; set => Open.Position = value; }

    private Stream Open => inner ?? throw new IOException("It is closed.");

    /// <summary>Does something with files; if it fails, says it otherwise.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="say">What the error says, given what the system said.</param>
    /// <exception cref="IOException">As the work threw it, but for what it says.</exception>
    /// <exception cref="UnauthorizedAccessException">As the work threw it, but for what it says.</exception>
    public static T Run<T>(Func<T> work, Func<string, string> say)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException e) when (say(e.Message) != e.Message)
        {
            throw new UnauthorizedAccessException(say(e.Message), e);
        }
        catch (IOException e) when (say(e.Message) != e.Message)
        {
            throw new IOException(say(e.Message), e) { HResult = e.HResult };
        }
    }

    public override void Flush() => Run(() =>
    {
        inner?.Flush(); // nothing was written to one that is closed
        return 0;
    }, say);

    public override int Read(byte[] buffer, int offset, int count) => Run(() => Open.Read(buffer, offset, count), say);

    public override long Seek(long offset, SeekOrigin origin) => Open.Seek(offset, origin);

    public override void SetLength(long value) => Run(() =>
    {
        Open.SetLength(value);
        return 0;
    }, say);

    public override void Write(byte[] buffer, int offset, int count) => Run(() =>
    {
        Open.Write(buffer, offset, count);
        return 0;
    }, say);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Run(() =>
            {
                inner?.Dispose();
                return 0;
            }, say);
        base.Dispose(disposing);
    }
}
