namespace SaliencyPS.Networks;

/// <summary>How the images that a network was trained on were resized: Pillow's filters of these names.</summary>
internal enum ImageFilter
{
    /// <summary>A triangle, as wide as the reduction where the image shrinks.</summary>
    Bilinear,

    /// <summary>Keys' (1981) cubics with a = −1/2, as wide as the reduction where the image shrinks.</summary>
    Bicubic,

    /// <summary>The pixel in which the new pixel's centre lies.</summary>
    Nearest,
}
