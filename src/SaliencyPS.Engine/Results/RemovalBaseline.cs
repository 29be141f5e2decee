namespace SaliencyPS;

/// <summary>What takes the place of pixels that are removed from an image.</summary>
public enum RemovalBaseline
{
    /// <summary>The mean color of the training images: zero for the network.</summary>
    Mean,

    /// <summary>Black.</summary>
    Black,

    /// <summary>The image itself, blurred until nothing of an object is left: color without edges.</summary>
    Blur,

    /// <summary>
    /// What the pixels that are left continue to: each removed one is the weighted mean of its neighbours, as in ROAD but without
    /// noise. Nothing is known of an image without pixels; it is the mean color.
    /// </summary>
    Infill,
}
