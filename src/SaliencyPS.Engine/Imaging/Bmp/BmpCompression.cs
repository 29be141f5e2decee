namespace SaliencyPS.Imaging.Bmp;

/// <summary>How a bitmap's pixels are stored, with the numbers of the format.</summary>
internal enum BmpCompression : uint
{
    /// <summary>Pixels one after another, not compressed.</summary>
    None = 0,

    /// <summary>Runs of 8-bit indices.</summary>
    RunLength8 = 1,

    /// <summary>Runs of pairs of 4-bit indices.</summary>
    RunLength4 = 2,

    /// <summary>Pixels one after another, not compressed, with masks that say which bits are red, green and blue.</summary>
    BitFields = 3,

    /// <summary>
    /// Pixels one after another, not compressed, with masks that say which bits are red, green, blue and opacity.
    /// </summary>
    AlphaBitFields = 6,
}
