namespace SaliencyPS.Imaging.Jpeg;

/// <summary>A scan header (T.81 section B.2.3) with the tables in force.</summary>
/// <param name="Number">From 1, for messages.</param>
/// <param name="Components">The components of the scan.</param>
/// <param name="DcTables">DC table of each component; null where the stream defined none.</param>
/// <param name="AcTables">AC table of each component; null where the stream defined none.</param>
/// <param name="First">First coefficient in zigzag order (Ss); 0 and 63 in sequential frames.</param>
/// <param name="Last">Last coefficient (Se).</param>
/// <param name="High">Bit that the scan before stopped at (Ah); 0 in the first scan of a band.</param>
/// <param name="Low">Bit that this scan stops at (Al).</param>
/// <param name="RestartInterval">MCUs between restart markers; 0 for none.</param>
internal sealed record JpegScan(
    int Number, JpegComponent[] Components, HuffmanTable?[] DcTables, HuffmanTable?[] AcTables,
    int First, int Last, int High, int Low, int RestartInterval)
{
    /// <summary>Natural (row by row) position of each coefficient in zigzag order.</summary>
    public static ReadOnlySpan<byte> NaturalOrder =>
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
        12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
        58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    /// <summary>The DC table of a component.</summary>
    /// <exception cref="ImageFormatException">The stream defined none.</exception>
    public HuffmanTable Dc(int component) => DcTables[component] ?? throw Missing("DC");

    /// <summary>The AC table of a component.</summary>
    /// <exception cref="ImageFormatException">The stream defined none.</exception>
    public HuffmanTable Ac(int component) => AcTables[component] ?? throw Missing("AC");

    private ImageFormatException Missing(string kind) =>
        new($"JPEG: scan {Number} uses a Huffman {kind} table that is not defined.");
}
