using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>The tables in force, four of each kind; later definitions replace earlier ones.</summary>
internal sealed class JpegTables
{
    // Motion JPEG leaves the tables of T.81 annex K.3 out.
    private static readonly HuffmanTable?[] StandardDc =
        [Decoding(StandardHuffman.LuminanceDc), Decoding(StandardHuffman.ChrominanceDc), null, null];

    private static readonly HuffmanTable?[] StandardAc =
        [Decoding(StandardHuffman.LuminanceAc), Decoding(StandardHuffman.ChrominanceAc), null, null];

    private readonly int[]?[] _steps = new int[4][];
    private readonly HuffmanTable?[] _dcTables = new HuffmanTable[4];
    private readonly HuffmanTable?[] _acTables = new HuffmanTable[4];

    /// <summary>Quantisation steps in natural order; null where none were defined.</summary>
    public int[]? Steps(int index) => _steps[index & 3];

    /// <summary>A Huffman table for DC differences.</summary>
    /// <param name="index">Its number; only the last two bits count.</param>
    /// <param name="standard">Whether the standard's own is meant where none was defined.</param>
    /// <returns>The table; null where there is none.</returns>
    public HuffmanTable? Dc(int index, bool standard) => _dcTables[index & 3] ?? (standard ? StandardDc[index & 3] : null);

    /// <summary>A Huffman table for AC coefficients.</summary>
    /// <inheritdoc cref="Dc"/>
    public HuffmanTable? Ac(int index, bool standard) => _acTables[index & 3] ?? (standard ? StandardAc[index & 3] : null);

    /// <summary>Takes a DQT segment (T.81 section B.2.4.1).</summary>
    /// <exception cref="ImageFormatException">Malformed.</exception>
    public void ReadQuantisation(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var (wide, index) = (segment[0] >> 4, segment[0] & 15);
            var length = 1 + 64 * (wide == 0 ? 1 : 2);
            if (wide > 1 || index > 3)
                throw new ImageFormatException($"JPEG: quantisation table {index} of kind {wide} does not exist.");
            if (segment.Length < length) throw TooShort("quantisation table");
            var steps = new int[64];
            for (var i = 0; i < 64; i++)
            {
                steps[JpegScan.NaturalOrder[i]] = wide == 0
                    ? segment[1 + i]
                    : BinaryPrimitives.ReadUInt16BigEndian(segment[(1 + 2 * i)..]);
            }

            _steps[index] = steps;
            segment = segment[length..];
        }
    }

    /// <summary>Takes a DHT segment (T.81 section B.2.4.2).</summary>
    /// <exception cref="ImageFormatException">Malformed.</exception>
    public void ReadHuffman(ReadOnlySpan<byte> segment)
    {
        while (segment.Length > 0)
        {
            var (kind, index) = (segment[0] >> 4, segment[0] & 15);
            if (kind > 1 || index > 3)
                throw new ImageFormatException($"JPEG: Huffman table {index} of kind {kind} does not exist.");
            if (segment.Length < 17) throw TooShort("Huffman table");
            var total = 0;
            foreach (var count in segment[1..17]) total += count;
            if (total > 256 || segment.Length < 17 + total) throw TooShort("Huffman table");
            var symbols = segment.Slice(17, total);
            if (kind == 0 && symbols.ContainsAnyExceptInRange((byte)0, (byte)15))
                throw new ImageFormatException("JPEG: a DC Huffman table holds a symbol above 15.");
            (kind == 0 ? _dcTables : _acTables)[index] = new HuffmanTable(segment[1..17], symbols);
            segment = segment[(17 + total)..];
        }
    }

    private static HuffmanTable Decoding(HuffmanCodes codes) => new(codes.Definition.AsSpan(0, 16), codes.Definition.AsSpan(16));

    private static ImageFormatException TooShort(string what) => new($"JPEG: the {what} is too short.");
}
