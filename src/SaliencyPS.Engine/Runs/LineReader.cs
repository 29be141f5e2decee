namespace SaliencyPS.Runs;

/// <summary>Reads the lines of a stream as bytes, and tells where they are.</summary>
/// <param name="stream">The stream, from its position on.</param>
internal sealed class LineReader(Stream stream)
{
    /// <summary>No line is longer.</summary>
    public const int MostBytes = 1 << 28;

    private byte[] _buffer = new byte[1 << 16];
    private int _begin, _end;

    /// <summary>Where the next line begins: bytes from where the reading began.</summary>
    public long Position { get; private set; }

    /// <summary>Reads what stands behind the last line that has an end; nothing when it was read already.</summary>
    public ReadOnlySpan<byte> ReadRest()
    {
        var rest = _buffer.AsSpan(_begin.._end);
        _begin = _end;
        return rest;
    }

    /// <summary>Reads a line that has an end.</summary>
    /// <param name="line">The line without its end; until the next one is read.</param>
    /// <returns>
    /// False where there is no further line, the last one has no end, or the next one is longer than any that is written.
    /// </returns>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        for (var looked = 0; ;)
        {
            var length = _buffer.AsSpan((_begin + looked).._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_begin, looked + length);
                _begin += line.Length + 1;
                Position += line.Length + 1;
                return true;
            }

            looked = _end - _begin;
            var read = MakeRoom() ? stream.Read(_buffer, _end, _buffer.Length - _end) : 0;
            if (read == 0)
            {
                line = default;
                return false;
            }

            _end += read;
        }
    }

    private bool MakeRoom()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin.._end).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }
        else if (_end == _buffer.Length)
        {
            if (_end >= MostBytes) return false;
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        return true;
    }
}
