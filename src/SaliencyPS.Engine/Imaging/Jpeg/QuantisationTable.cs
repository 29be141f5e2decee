namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// How coarsely each coefficient of a block is stored: the tables of T.81 annex K.1, made finer or coarser by the quality.
/// </summary>
internal sealed class QuantisationTable
{
    private QuantisationTable(ReadOnlySpan<byte> standard, int quality)
    {
        // The scale of the Independent JPEG Group, so that a quality means what it does in other programs.
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        for (var i = 0; i < 64; i++)
        {
            var natural = JpegScan.NaturalOrder[i];
            ZigzagSteps[i] = (byte)Math.Clamp((standard[natural] * percent + 50) / 100, 1, 255);
            Reciprocals[natural] = 1f / ZigzagSteps[i];
        }
    }

    /// <summary>The steps in zigzag order, as a file holds them.</summary>
    public byte[] ZigzagSteps { get; } = new byte[64];

    /// <summary>1 / step of each coefficient, in natural order.</summary>
    public float[] Reciprocals { get; } = new float[64];

    /// <summary>The table for luma.</summary>
    public static QuantisationTable Luminance(int quality) => new(
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ], quality);

    /// <summary>The table for the color differences.</summary>
    public static QuantisationTable Chrominance(int quality) => new(
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ], quality);
}
