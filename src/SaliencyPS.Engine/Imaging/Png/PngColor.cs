namespace SaliencyPS.Imaging.Png;

/// <summary>PNG color types, with the numbers of the specification (table 11.1).</summary>
internal enum PngColor
{
    /// <summary>One level per pixel.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>An index into the palette.</summary>
    Palette = 3,

    /// <summary>A level and its opacity.</summary>
    GrayAlpha = 4,

    /// <summary>Red, green, blue, opacity.</summary>
    Rgba = 6,
}
