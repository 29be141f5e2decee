namespace SaliencyPS.Imaging.Png;

/// <summary>The contents of a PNG's IDAT chunks as one stream.</summary>
internal sealed class ImageDataStream(byte[] data, List<(int Start, int Length)> chunks) : Stream
{
    private int _chunk;
    private int _offset;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_chunk < chunks.Count && _offset == chunks[_chunk].Length) (_chunk, _offset) = (_chunk + 1, 0);
        if (_chunk == chunks.Count) return 0;
        var (start, length) = chunks[_chunk];
        var count = Math.Min(length - _offset, buffer.Length);
        data.AsSpan(start + _offset, count).CopyTo(buffer);
        _offset += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
