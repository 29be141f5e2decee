namespace SaliencyPS.Networks.Catalog;

/// <summary>Some equal inverted residual blocks of a MobileNet or EfficientNet, of which the first may have a stride.</summary>
/// <param name="Kernel">Side of the window, in elements.</param>
/// <param name="Stride">Stride of the first block.</param>
/// <param name="Channels">Channels of each block's result.</param>
/// <param name="Count">Number of blocks.</param>
internal sealed record MobileStage(int Kernel, int Stride, int Channels, int Count)
{
    /// <summary>True if a block first makes more channels.</summary>
    public bool Expands { get; init; } = true;

    /// <summary>True if a block has a gate by squeeze and excitation.</summary>
    public bool IsGated { get; init; }

    /// <summary>True if one full convolution does the work of the expanding and the depth-wise one.</summary>
    public bool IsFused { get; init; }

    /// <summary>True if the blocks rectify where others of the network have a smooth activation.</summary>
    public bool Rectifies { get; init; }
}
