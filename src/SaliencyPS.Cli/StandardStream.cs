namespace SaliencyPS.Cli;

/// <summary>One of the process's own streams, whose errors name it.</summary>
/// <param name="inner">The stream; null for one that was closed when the process began.</param>
/// <param name="name">What it is called.</param>
internal sealed class StandardStream(Stream? inner, string name) : Stream
{
    public override bool CanRead => inner is not { CanRead: false };

    public override bool CanSeek => false;

    public override bool CanWrite => inner is not { CanWrite: false };

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    // Nothing is kept here: what was written has gone on, or failed.
    public override void Flush() => inner?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => Named(stream => stream.Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => Named(stream =>
    {
        stream.Write(buffer, offset, count);
        return count;
    });

    private int Named(Func<Stream, int> work)
    {
        try
        {
            return work(inner ?? throw new IOException("It is closed."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{name}: {e.Message}", e.HResult);
        }
    }
}
