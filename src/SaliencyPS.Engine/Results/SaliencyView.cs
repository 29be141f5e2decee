namespace SaliencyPS;

/// <summary>What part of a picture the network is shown.</summary>
public enum SaliencyView
{
    /// <summary>The whole picture, resized to the network's input (its aspect ratio changes).</summary>
    Whole,

    /// <summary>The center crop of the picture, resized so that its shorter side has the network's customary length.</summary>
    Center,

    /// <summary>
    /// Four corner crops and the center crop, each with its mirror image; maps are averaged in picture coordinates.
    /// </summary>
    TenCrop,
}
