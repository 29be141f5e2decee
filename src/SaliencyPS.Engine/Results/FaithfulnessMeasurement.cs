using SaliencyPS.Evaluation;
using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>
/// How faithful the maps of one network and method are to the network, as means over all maps, with confidence intervals. Each
/// figure is told at the property of the same name of <see cref="FaithfulnessDetail"/>.
/// </summary>
public sealed class FaithfulnessMeasurement
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

    /// <summary>What took the place of removed pixels.</summary>
    public RemovalBaseline RemovalBaseline { get; internal init; }

    /// <summary>Steps of the curves of deletion and insertion.</summary>
    public int CurveStep { get; internal init; }

    /// <summary>How many images were measured.</summary>
    public int Images { get; internal init; }

    /// <summary>How many maps were measured.</summary>
    public int Maps { get; internal init; }

    /// <inheritdoc cref="FaithfulnessDetail.Deletion"/>
    public double Deletion => Means[nameof(Deletion)];

    /// <inheritdoc cref="FaithfulnessDetail.Insertion"/>
    public double Insertion => Means[nameof(Insertion)];

    /// <inheritdoc cref="FaithfulnessDetail.RoadMostRelevant"/>
    public double RoadMostRelevant => Means[nameof(RoadMostRelevant)];

    /// <inheritdoc cref="FaithfulnessDetail.RoadLeastRelevant"/>
    public double RoadLeastRelevant => Means[nameof(RoadLeastRelevant)];

    /// <inheritdoc cref="FaithfulnessDetail.Road"/>
    public double Road => Means[nameof(Road)];

    /// <inheritdoc cref="FaithfulnessDetail.PixelFlipping"/>
    public double PixelFlipping => Means[nameof(PixelFlipping)];

    /// <inheritdoc cref="FaithfulnessDetail.Drop"/>
    public double Drop => Means[nameof(Drop)];

    /// <inheritdoc cref="FaithfulnessDetail.Increase"/>
    public double Increase => Means[nameof(Increase)];

    /// <inheritdoc cref="FaithfulnessDetail.Gain"/>
    public double Gain => Means[nameof(Gain)];

    /// <inheritdoc cref="FaithfulnessDetail.Coherency"/>
    public double Coherency => Means[nameof(Coherency)];

    /// <inheritdoc cref="FaithfulnessDetail.Complexity"/>
    public double Complexity => Means[nameof(Complexity)];

    /// <inheritdoc cref="FaithfulnessDetail.Adcc"/>
    public double Adcc => Means[nameof(Adcc)];

    /// <inheritdoc cref="FaithfulnessDetail.Infidelity"/>
    public double Infidelity => Means[nameof(Infidelity)];

    /// <inheritdoc cref="FaithfulnessDetail.MaxSensitivity"/>
    public double MaxSensitivity => Means[nameof(MaxSensitivity)];

    /// <inheritdoc cref="FaithfulnessDetail.Sparseness"/>
    public double Sparseness => Means[nameof(Sparseness)];

    /// <inheritdoc cref="FaithfulnessDetail.Entropy"/>
    public double Entropy => Means[nameof(Entropy)];

    /// <summary>The confidence of the intervals, 0 … 1.</summary>
    public double Confidence { get; internal init; }

    /// <summary>
    /// Where the figures lie with that confidence, by name, from redrawing images with replacement; empty where none was asked
    /// for.
    /// </summary>
    public IReadOnlyDictionary<string, ConfidenceInterval> Intervals { get; internal init; } =
        new Dictionary<string, ConfidenceInterval>();

    /// <summary>The figures of each map; null unless asked for.</summary>
    public IReadOnlyList<FaithfulnessDetail>? Details { get; internal init; }

    /// <summary>The mean of each figure.</summary>
    internal IReadOnlyDictionary<string, double> Means { get; init; } = new Dictionary<string, double>();

    /// <summary>How the maps were made.</summary>
    internal MapSettings Made { private get; init; } = new();

    /// <summary>For example <c>scenes, GradCAM: deletion 0.12, insertion 0.63, ROAD 0.41 (10 maps)</c>.</summary>
    public override string ToString() => $"{Network}, {Method}: deletion {Deletion:0.00}, insertion {Insertion:0.00}, "
        + $"ROAD {Road:0.00} ({Maps} {(Maps == 1 ? "map" : "maps")})";
}
