using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>Where one class's object is in one image: a result of weakly supervised localization.</summary>
public sealed class ObjectBox : AttributionResult, ISingleResult
{
    /// <summary>The image's file.</summary>
    public string Path { get; init; } = "";

    /// <summary>Rank of the class among the predictions, from 1.</summary>
    public int Rank { get; init; }

    /// <summary>Index of the class in the network's output, from 0.</summary>
    public int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public string Label { get; init; } = "";

    /// <summary>The class's unnormalized score (logit).</summary>
    public double Score { get; init; }

    /// <summary>The class's probability, 0 … 1; not a number where the network has none.</summary>
    public double Probability { get; init; }

    /// <summary>First column of the box, in pixels of the image.</summary>
    public int X { get; init; }

    /// <summary>First row of the box.</summary>
    public int Y { get; init; }

    /// <summary>Columns of the box: it covers X ≤ x &lt; X + Width.</summary>
    public int Width { get; init; }

    /// <summary>Rows of the box: it covers Y ≤ y &lt; Y + Height.</summary>
    public int Height { get; init; }

    /// <summary>The box itself: X, Y, Width and Height together.</summary>
    public BoundingBox Box
    {
        get => new(X, Y, Width, Height);
        init => (X, Y, Width, Height) = (value.X, value.Y, value.Width, value.Height);
    }

    /// <summary>Pixels of the object, which are fewer than those of the box.</summary>
    public int MaskArea { get; init; }

    /// <summary>The object's pixels, in a mask as large as the image.</summary>
    public ObjectMask? Mask { get; init; }

    /// <summary>Which of the map's objects it is, the largest first, from 1.</summary>
    public int Instance { get; init; } = 1;

    /// <summary>How many objects were found by the map; 1 where only the largest was looked for.</summary>
    public int InstanceCount { get; init; } = 1;

    /// <summary>Share of the map's mass (the sum of its values) that lies on the mask, 0 … 1.</summary>
    public double SaliencyShare { get; init; }

    /// <summary>
    /// How the map became a box: the name of a preset, and what was different from it, such as <c>Layer, ColorSpace=Lab</c>;
    /// null where that is not known.
    /// </summary>
    public string? Localization { get; init => field = NullIfEmpty(value); }

    /// <summary>
    /// The image: the decoded one while somebody still holds it (as a pipeline does),
    /// otherwise read again, from <see cref="AttributionResult.Picture"/> or from <see cref="Path"/>.
    /// </summary>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    public RgbImage GetImage() => GetImage(null);

    /// <inheritdoc cref="GetImage()"/>
    internal RgbImage GetImage(ImageLimits? limits, CancellationToken token = default) =>
        Source.Get(Path, Mask is null ? null : (Mask.Width, Mask.Height), limits, token);

    /// <summary>Whether no other object of the map follows.</summary>
    internal bool IsLast => Instance >= InstanceCount;

    /// <summary>
    /// Whether another box is a later object of the same map: of the same class of the same image, made in the same way.
    /// </summary>
    public bool IsContinuedBy(ObjectBox other) => !IsLast && other.Instance > Instance && other.InstanceCount == InstanceCount
        && (Path, ClassIndex, Settings, Localization) == (other.Path, other.ClassIndex, other.Settings, other.Localization)
        && (Mask?.Width, Mask?.Height) == (other.Mask?.Width, other.Mask?.Height);

    /// <summary>The box that was found for one class of one image.</summary>
    internal static ObjectBox From(ClassSaliency saliency, LocalizationResult found) => new()
    {
        Path = saliency.Path,
        Rank = saliency.Rank,
        ClassIndex = saliency.ClassIndex,
        Label = saliency.Label,
        Score = saliency.Score,
        Probability = saliency.Probability,
        Box = found.Box,
        MaskArea = found.Area,
        Mask = found.Mask,
        Instance = found.Instance,
        InstanceCount = found.InstanceCount,
        SaliencyShare = found.SaliencyShare,
        Localization = found.Settings,
        Settings = saliency.Settings,
        Reduction = saliency.Reduction,
        IsUnfamiliar = saliency.IsUnfamiliar,
        Source = saliency.Source,
        IsSingle = saliency.IsSingle && found.InstanceCount == 1,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Prediction.Describe(Path, Rank, Label, Probability)}, {Box}";

    private bool IsSingle { get; init; }

    bool ISingleResult.IsSingle => IsSingle;
}
