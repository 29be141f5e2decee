namespace SaliencyPS.Imaging.Jpeg;

/// <summary>What an image's components mean.</summary>
internal enum JpegColor
{
    /// <summary>Luma alone.</summary>
    Gray,

    /// <summary>Luma and two color differences.</summary>
    YCbCr,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Four inks.</summary>
    Cmyk,

    /// <summary>Four inks, three of them as luma and color differences.</summary>
    Ycck,
}
