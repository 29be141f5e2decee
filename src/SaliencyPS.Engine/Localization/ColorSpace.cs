namespace SaliencyPS.Localization;

/// <summary>The space in which colors are modelled and compared.</summary>
public enum ColorSpace
{
    /// <summary>The image's own 8-bit R, G, B.</summary>
    Rgb,

    /// <summary>
    /// CIE 1976 L*a*b* (D65) of sRGB, where equal distances look about equally different; in steps of 0.8 units.
    /// </summary>
    Lab,
}
