using System.Runtime.CompilerServices;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// A Huffman table for decoding: one look-up resolves codes of up to ten bits and, where the bits of the value that follows fit
/// as well, the value too.
/// </summary>
internal sealed class HuffmanTable
{
    private const int LookBits = 10;

    private readonly int[] _lookup = new int[1 << LookBits]; // 0: the code is longer
    private readonly int[] _firstAbove = new int[17]; // first 16-bit prefix above all codes of this length
    private readonly int[] _symbolOffset = new int[17];
    private readonly byte[] _symbols;

    /// <summary>Builds the table (T.81 annex C).</summary>
    /// <param name="counts">16 counts: codes of length 1 to 16.</param>
    /// <param name="symbols">The symbols in code order.</param>
    /// <exception cref="ImageFormatException">More codes than the lengths can hold.</exception>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        var code = 0;
        var index = 0;
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            _symbolOffset[length] = index - code;
            for (var i = 0; i < counts[length - 1]; i++, index++, code++)
            {
                if (code >= 1 << length) throw new ImageFormatException("JPEG: a Huffman table holds more codes than fit.");
                if (length <= LookBits) FillLookup(code, length, _symbols[index]);
            }

            _firstAbove[length] = code << (16 - length);
        }
    }

    /// <summary>
    /// The code at the top of <paramref name="bits"/>. Bits 0–4: bits to take; 8–15: symbol; 16–31: the signed value that follows
    /// the code if it was found with it (it is never 0 then), else 0 and the value is still to be read.
    /// </summary>
    /// <exception cref="ImageFormatException">No code begins with these bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong bits)
    {
        var entry = _lookup[(int)(bits >> (64 - LookBits))];
        return entry != 0 ? entry : FindLong((int)(bits >> 48));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindLong(int prefix)
    {
        for (var length = LookBits + 1; length <= 16; length++)
        {
            if (prefix < _firstAbove[length])
                return length | _symbols[(prefix >> (16 - length)) + _symbolOffset[length]] << 8;
        }

        throw new ImageFormatException("JPEG: damaged data (a bit pattern that is no Huffman code).");
    }

    private void FillLookup(int code, int length, int symbol)
    {
        var rest = LookBits - length;
        var size = symbol & 15;
        for (var tail = 0; tail < 1 << rest; tail++)
        {
            var entry = length | symbol << 8;
            if (size > 0 && size <= rest)
            {
                var value = tail >> (rest - size);
                if (value < 1 << (size - 1)) value += 1 - (1 << size);
                entry = (length + size) | symbol << 8 | value << 16;
            }

            _lookup[code << rest | tail] = entry;
        }
    }
}
