namespace SaliencyPS;

/// <summary>What part of an image the network is shown.</summary>
public enum SaliencyView
{
    /// <summary>The whole image, resized to the network's input (its aspect ratio changes).</summary>
    Whole,

    /// <summary>The center crop of the image, resized so that its shorter side has the network's customary length.</summary>
    Center,

    /// <summary>
    /// Four corner crops and the center crop, each with its mirror image; maps are averaged in image coordinates.
    /// </summary>
    TenCrop,
}
