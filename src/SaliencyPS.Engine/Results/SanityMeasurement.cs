using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>
/// How alike saliency maps still are to those of the trained network once some of its layers have lost their weights.
/// </summary>
public sealed class SanityMeasurement
{
    /// <summary>Name of the network.</summary>
    public string Network => Made.Network;

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest => Made.NetworkDigest;

    /// <summary>Version of SaliencyPS that made the maps.</summary>
    public string? ModuleVersion => Made.ModuleVersion;

    /// <inheritdoc cref="AttributionResult.Engine"/>
    public string? Engine => Made.Engine;

    /// <summary>The view of the images that the network was shown.</summary>
    public SaliencyView View => Made.View;

    /// <summary>How the maps were computed.</summary>
    public SaliencyMethod Method => Made.Method;

    /// <summary>The method with all options that the maps depend on, such as <c>GradCAM, Layer=features.12</c>.</summary>
    public string Settings => Made.ToString();

    /// <summary>How many layers lost their weights, the last first.</summary>
    public int Layers { get; internal init; }

    /// <summary>Name of the first of these layers on the way from the image to the scores; null for none.</summary>
    public string? Layer { get; internal init; }

    /// <summary>Mean of Spearman's rank correlation with the trained network's maps, −1 … 1.</summary>
    public double RankCorrelation { get; internal init; }

    /// <summary>Mean of the structural similarity (SSIM) with the trained network's maps, at most 1.</summary>
    public double StructuralSimilarity { get; internal init; }

    /// <summary>How many maps were compared.</summary>
    public int Maps { get; internal init; }

    /// <summary>How the maps were made.</summary>
    internal MapSettings Made { private get; init; } = new();

    /// <summary>For example <c>scenes, Gradient: 3 layers replaced, rank correlation 0.62, SSIM 0.27</c>.</summary>
    public override string ToString() => $"{Network}, {Method}: {Layers} {(Layers == 1 ? "layer" : "layers")} replaced, "
        + $"rank correlation {RankCorrelation:0.00}, SSIM {StructuralSimilarity:0.00}";
}
