namespace SaliencyPS.Imaging.Bmp;

/// <summary>How a bitmap's pixels are stored, with the numbers of the format.</summary>
internal enum BmpCompression : uint
{
    /// <summary>As they are.</summary>
    None = 0,

    /// <summary>Runs of 8-bit indices.</summary>
    RunLength8 = 1,

    /// <summary>Runs of pairs of 4-bit indices.</summary>
    RunLength4 = 2,

    /// <summary>As they are, with masks that say where red, green and blue lie.</summary>
    BitFields = 3,

    /// <summary>The same with a mask for opacity.</summary>
    AlphaBitFields = 6,
}
