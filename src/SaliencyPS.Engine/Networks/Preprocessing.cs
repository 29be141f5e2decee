using System.Collections.Immutable;

namespace SaliencyPS.Networks;

/// <summary>
/// How pixels become a network's input: <c>(pixel × Scale − Mean) / Std</c> per channel, after a bilinear resize.
/// </summary>
/// <remarks>Many networks share one object, so it never changes. No init accessor is public: PowerShell would call it at any
/// time.</remarks>
public sealed record Preprocessing
{
    /// <summary>torchvision's ImageNet preprocessing, used where a file says nothing else.</summary>
    public static Preprocessing ImageNet { get; } = new();

    /// <summary>Mean per channel, in the network's channel order, after scaling.</summary>
    public ImmutableArray<float> Mean { get; internal init; } = [0.485f, 0.456f, 0.406f];

    /// <summary>Standard deviation per channel, in the network's channel order, after scaling.</summary>
    public ImmutableArray<float> Std { get; internal init; } = [0.229f, 0.224f, 0.225f];

    /// <summary>Factor from 8-bit levels to the network's range.</summary>
    public float Scale { get; internal init; } = 1 / 255f;

    /// <summary>Channel order of the input.</summary>
    public ChannelOrder Channels { get; internal init; } = ChannelOrder.Rgb;

    /// <summary>
    /// Length of the shorter side, in pixels, that an image is resized to before the center or ten crops are cut.
    /// </summary>
    public int Resize { get; internal init; } = 256;
}
