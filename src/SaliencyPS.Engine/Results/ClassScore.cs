using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>What a network says of one class for one image: the score without a map.</summary>
public sealed class ClassScore : ISingleResult
{
    /// <summary>The image's file.</summary>
    public required string Path { get; init; }

    /// <summary>Place of the class among all classes by score; 1 is the prediction.</summary>
    public required int Rank { get; init; }

    /// <summary>Index of the class in the network's output, from 0.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }

    /// <summary>S_c, the unnormalized score (logit); the mean over crops for the ten-crop view.</summary>
    public required double Score { get; init; }

    /// <summary>P_c, the class's probability, 0 … 1; not a number where the network has none.</summary>
    public required double Probability { get; init; }

    /// <summary>Width of the image in pixels, upright.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the image in pixels, upright.</summary>
    public required int Height { get; init; }

    /// <summary>What part of the image the network was shown.</summary>
    public required SaliencyView View { get; init; }

    /// <summary>Name of the network.</summary>
    public required string Network { get; init; }

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest { get; init; }

    /// <summary>Version of SaliencyPS that asked the network; null where that is not known.</summary>
    public string? ModuleVersion { get; init; }

    /// <inheritdoc cref="AttributionResult.Engine"/>
    public string? Engine { get; init; }

    /// <inheritdoc cref="AttributionResult.IsUnfamiliar"/>
    public bool? IsUnfamiliar { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Prediction.Describe(Path, Rank, Label, Probability);

    /// <summary>Whether no other class of the image was asked for.</summary>
    internal bool IsSingle { get; init; }

    bool ISingleResult.IsSingle => IsSingle;
}
