namespace SaliencyPS;

/// <summary>An image without information, with which an image is compared.</summary>
public enum Baseline
{
    /// <summary>The mean color of the training images: zero for the network.</summary>
    Mean,

    /// <summary>Black.</summary>
    Black,

    /// <summary>White.</summary>
    White,
}
