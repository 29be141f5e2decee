namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Writes the entropy-coded bits of a scan, most significant first, with a zero byte after each 0xFF (T.81 section F.1.2.3).
/// </summary>
internal sealed class BitWriter(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 14];
    private int _length;
    private ulong _bits; // the lowest _count are still to be written
    private int _count;

    /// <summary>Writes the lowest <paramref name="count"/> bits of a value whose other bits are zero; 0 to 32.</summary>
    public void Write(uint value, int count)
    {
        _bits = _bits << count | value;
        _count += count;
        while (_count >= 8)
        {
            _count -= 8;
            WriteByte((byte)(_bits >> _count));
        }
    }

    /// <summary>Fills the last byte with ones and hands everything on.</summary>
    public void Finish()
    {
        if (_count > 0) Write((1u << (8 - _count)) - 1, 8 - _count);
        stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    private void WriteByte(byte value)
    {
        if (_length + 2 > _buffer.Length)
        {
            stream.Write(_buffer, 0, _length);
            _length = 0;
        }

        _buffer[_length++] = value;
        if (value == 0xFF) _buffer[_length++] = 0;
    }
}
