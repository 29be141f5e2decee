namespace SaliencyPS.Runs;

/// <summary>Reads the lines of a stream as bytes, and tells where they are.</summary>
/// <param name="stream">The stream, from its position on.</param>
internal sealed class LineReader(Stream stream)
{
    private const int MostBytes = 1 << 28;

    private byte[] _buffer = new byte[1 << 16];
    private int _begin, _end;

    /// <summary>Where the next line begins: bytes from where the reading began.</summary>
    public long Position { get; private set; }

    /// <summary>Reads a line that has an end.</summary>
    /// <param name="line">The line without its end; until the next one is read.</param>
    /// <returns>False where there is no further line, or the last one has no end.</returns>
    /// <exception cref="InvalidDataException">A line is longer than any that is written.</exception>
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
            MakeRoom();
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                line = default;
                return false;
            }

            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin.._end).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }
        else if (_end == _buffer.Length)
        {
            if (_end >= MostBytes) throw new InvalidDataException($"A line at byte {Position} is longer than {MostBytes} bytes.");
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }
}
