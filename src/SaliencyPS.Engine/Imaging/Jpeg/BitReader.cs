using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Reads the entropy-coded bits of a scan, most significant first, removing stuffed zero bytes (T.81 section F.2.2.5). At a
/// marker or the end of the data it supplies zero bits; <see cref="Overrun"/> tells whether any of them was used.
/// </summary>
internal ref struct BitReader(ReadOnlySpan<byte> data, int position)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position = position;
    private int _padding;

    /// <summary>The next bits, aligned to the top.</summary>
    public ulong Bits;

    /// <summary>How many of <see cref="Bits"/> are there, padding included.</summary>
    public int Count;

    /// <summary>The first byte not yet taken; never beyond the next marker.</summary>
    public readonly int Position => _position;

    /// <summary>
    /// Tops the buffer up to at least 57 bits. Callers with <see cref="Count"/> in a register pass it back first.
    /// </summary>
    public void Fill()
    {
        if (_position + 8 <= _data.Length)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(_data[_position..]);
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0) // no byte is 0xFF
            {
                // Bits below Count may be set twice, to the same values: they belong to the byte at _position.
                Bits |= next >> Count;
                var bytes = (64 - Count) >> 3;
                _position += bytes;
                Count += bytes * 8;
                return;
            }
        }

        FillByBytes();
    }

    /// <summary>The next <paramref name="count"/> bits, 1 to 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int count)
    {
        if (Count < 32) Fill();
        var value = (int)(Bits >> (64 - count));
        Bits <<= count;
        Count -= count;
        return value;
    }

    /// <summary>The signed value of <paramref name="size"/> more bits (T.81 EXTEND), 1 to 16.</summary>
    private int ReadSigned(int size)
    {
        var value = Read(size);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    /// <summary>One Huffman code and the signed value that follows it; its size is in the symbol's lower four bits.</summary>
    /// <returns>The symbol; <paramref name="value"/> is 0 for size 0.</returns>
    public int ReadCoded(HuffmanTable table, out int value)
    {
        if (Count < 32) Fill();
        var entry = table.Find(Bits);
        var used = entry & 31;
        Bits <<= used;
        Count -= used;
        var symbol = (entry >> 8) & 255;
        value = entry >> 16;
        if (value == 0 && (symbol & 15) != 0) value = ReadSigned(symbol & 15);
        return symbol;
    }

    /// <summary>Whether bits from beyond the data were used: the data end too early.</summary>
    public readonly bool Overrun => Count < _padding;

    /// <summary>The marker that the data stop at; −1 where they do not, or end there.</summary>
    public readonly int Marker =>
        _position + 1 < _data.Length && _data[_position] == 0xFF && _data[_position + 1] is not (0 or 0xFF) and var marker
            ? marker : -1;

    /// <summary>
    /// Begins the interval after a restart marker, skipping stray bytes before it. Where another marker comes first, the guess is
    /// libjpeg's: one of the two numbers before is a leftover, one of the two after belongs to a later interval, so that this
    /// one is lost, and any other number is a wrong one.
    /// </summary>
    /// <param name="number">The marker's number, 0 to 7.</param>
    /// <returns>Whether there is anything of the interval; if not, the reader stays at the marker that comes too early.</returns>
    public bool TryRestart(int number)
    {
        (Bits, Count, _padding) = (0, 0, 0);
        for (; _position + 1 < _data.Length; _position++)
        {
            if (Marker is < 0xC0) continue;
            var ahead = (Marker - number) & 7;
            if (Marker is < 0xD0 or > 0xD7 || ahead is 1 or 2) return false;
            if (ahead is 6 or 7) continue;
            _position += 2;
            return true;
        }

        return false;
    }

    private void FillByBytes()
    {
        while (Count <= 56)
        {
            var value = 0;
            if (_position < _data.Length && _data[_position] != 0xFF) value = _data[_position++];
            else if (_position + 1 < _data.Length && _data[_position + 1] == 0x00)
            {
                value = 0xFF;
                _position += 2;
            }
            else if (_position + 1 < _data.Length && _data[_position + 1] == 0xFF)
            {
                _position++; // fill bytes before a marker
                continue;
            }
            else _padding += 8;
            Bits |= (ulong)value << (56 - Count);
            Count += 8;
        }
    }
}
