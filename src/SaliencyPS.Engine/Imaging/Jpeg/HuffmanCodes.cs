namespace SaliencyPS.Imaging.Jpeg;

/// <summary>A Huffman table for encoding: the code of each symbol.</summary>
internal sealed class HuffmanCodes
{
    private readonly (ushort Code, byte Length)[] _codes = new (ushort, byte)[256];

    /// <summary>Gives every symbol its code (T.81 annex C).</summary>
    /// <param name="counts">16 counts: codes of length 1 to 16.</param>
    /// <param name="symbols">The symbols in code order.</param>
    public HuffmanCodes(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        Definition = [.. counts, .. symbols];
        var (code, index) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
            for (var i = 0; i < counts[length - 1]; i++) _codes[symbols[index++]] = ((ushort)code++, (byte)length);
    }

    /// <summary>Counts and symbols, as a file holds them.</summary>
    public byte[] Definition { get; }

    /// <summary>The code of a symbol, and its length in bits.</summary>
    public (ushort Code, byte Length) this[int symbol] => _codes[symbol];
}
