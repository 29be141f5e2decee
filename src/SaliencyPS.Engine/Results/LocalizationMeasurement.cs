namespace SaliencyPS;

/// <summary>
/// How well things were found in a set of images by one network in one way: over all, by class, and what could not be judged.
/// </summary>
public sealed class LocalizationMeasurement : LocalizationFigures
{
    /// <summary>Name of the network.</summary>
    public string Network { get; init; } = "";

    /// <inheritdoc cref="Networks.Network.Digest"/>
    public string? NetworkDigest { get; init; }

    /// <summary>Version of SaliencyPS that made the maps; null where that is not known.</summary>
    public string? ModuleVersion { get; init; }

    /// <inheritdoc cref="AttributionResult.Engine"/>
    public string? Engine { get; init; }

    /// <summary>The view of the images that the network was shown.</summary>
    public SaliencyView View { get; init; }

    /// <summary>How the maps were computed.</summary>
    public SaliencyMethod Method { get; init; }

    /// <summary>The method with all options that the maps depend on, such as <c>GradCAM, Layer=features.12</c>.</summary>
    public string Settings { get; init; } = "";

    /// <summary>
    /// How maps became boxes: the name of a preset, and what was different from it; null where there were no boxes, or where that
    /// is not known.
    /// </summary>
    public string? Localization { get; init; }

    /// <summary>
    /// The share of the map's range, 0 … 0.99, at which
    /// <see cref="LocalizationFigures.MaxBoxAccuracy"/> is reached; the least of equals.
    /// </summary>
    public double MaxBoxThreshold { get; init; }

    /// <summary>The mean of the classes' pointing accuracies, as the pointing game's authors count.</summary>
    public double MeanClassPointingAccuracy { get; init; }

    /// <summary>The figures of each class, by index.</summary>
    public IReadOnlyList<ClassLocalization> Classes { get; init => field = Array.AsReadOnly<ClassLocalization>([.. value]); } =
        [];

    /// <summary>One line for each pair; null unless asked for.</summary>
    public IReadOnlyList<LocalizationDetail>? Details
    {
        get;
        init => field = value is null ? null : Array.AsReadOnly<LocalizationDetail>([.. value]);
    }

    /// <summary>Images that have results and no true box; they count nowhere.</summary>
    public IReadOnlyList<string> PicturesWithoutTruth { get; init => field = Array.AsReadOnly<string>([.. value]); } = [];

    /// <summary>
    /// Images that have true boxes of an image of another size, each with both sizes; they count nowhere. An image that was
    /// annotated as it is stored is none of them: its boxes are turned upright with it.
    /// </summary>
    public IReadOnlyList<string> PicturesOfOtherSize { get; init => field = Array.AsReadOnly<string>([.. value]); } = [];

    /// <summary>Images that have true boxes and no result; they count nowhere.</summary>
    public IReadOnlyList<string> PicturesWithoutResults { get; init => field = Array.AsReadOnly<string>([.. value]); } = [];

    /// <summary>Classes of the ground truth that no result was of: the network may not know them.</summary>
    public IReadOnlyList<string> UnmatchedClasses { get; init => field = Array.AsReadOnly<string>([.. value]); } = [];

    /// <summary>
    /// True classes of judged images for which there is no result; they count as not found at top-k, and in no figure of pairs.
    /// </summary>
    public int TrueClassesWithoutResults { get; init; }

    /// <summary>Judged images with fewer of the ranks 1 to 5 than others; what is missing counts as wrong.</summary>
    public int IncompleteImages { get; init; }

    /// <summary>Boxes that did not count because the class has a larger object in that image.</summary>
    public int SurplusBoxes { get; init; }

    /// <summary>Boxes of the ground truth for the judged images.</summary>
    public int TrueBoxes { get; init; }

    /// <summary>Boxes of the ground truth that have no width or no height; they count nowhere.</summary>
    public int EmptyTrueBoxes { get; init; }

    /// <summary>
    /// Boxes of the ground truth that reach beyond their images by more than a tenth of a side; they count as they are.
    /// </summary>
    public int TrueBoxesBeyondImages { get; init; }

    /// <summary>The confidence of the intervals, 0 … 1.</summary>
    public double Confidence { get; init; }
}
