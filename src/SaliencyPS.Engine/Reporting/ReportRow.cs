using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Results;

namespace SaliencyPS.Reporting;

/// <summary>One row of a report: one class of one image, with its saliency map, its boxes, or both.</summary>
public sealed class ReportRow
{
    private readonly ClassScore? _score;

    /// <summary>A row with a map.</summary>
    public ReportRow(ClassSaliency saliency) => Saliency = saliency;

    /// <summary>A row with a box.</summary>
    public ReportRow(ObjectBox box) => Boxes = [box];

    /// <summary>A row with a map and the boxes that were found by it.</summary>
    public ReportRow(ClassSaliency saliency, params IEnumerable<ObjectBox> boxes) => (Saliency, Boxes) = (saliency, [.. boxes]);

    /// <summary>A row with neither: a class's score, or the figures of a map that was not kept.</summary>
    /// <param name="score">The score.</param>
    /// <param name="map">How the map was made; null where there was none.</param>
    internal ReportRow(ClassScore score, MapSettings? map)
    {
        (_score, Making) = (score, map?.ToString());
        Settings = map ?? new() { Network = score.Network, NetworkDigest = score.NetworkDigest,
            ModuleVersion = score.ModuleVersion, Engine = score.Engine, View = score.View };
    }

    private ReportRow(ReportRow row, ObjectBox box) => (Saliency, Boxes, Truth) = (row.Saliency, [.. row.Boxes, box], row.Truth);

    /// <summary>The map; null where there are only boxes.</summary>
    public ClassSaliency? Saliency { get; }

    /// <summary>The boxes; none where there is only a map.</summary>
    public IReadOnlyList<ObjectBox> Boxes { get; } = [];

    /// <summary>Where the class's objects truly are; drawn in another color.</summary>
    internal IReadOnlyList<GroundTruthBox> Truth { get; init; } = [];

    /// <summary>The image's file.</summary>
    public string Path => Saliency?.Path ?? _score?.Path ?? Boxes[0].Path;

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public int Rank => Saliency?.Rank ?? _score?.Rank ?? Boxes[0].Rank;

    /// <summary>Name of the class.</summary>
    public string Label => Saliency?.Label ?? _score?.Label ?? Boxes[0].Label;

    /// <summary>The class's unnormalized score (logit).</summary>
    public double Score => Saliency?.Score ?? _score?.Score ?? Boxes[0].Score;

    /// <summary>The class's probability, 0 … 1; not a number where the network has none.</summary>
    public double Probability => Saliency?.Probability ?? _score?.Probability ?? Boxes[0].Probability;

    /// <summary>Name of the network.</summary>
    public string Network => Settings.Network;

    /// <summary>The view of the image the network was shown.</summary>
    public SaliencyView View => Settings.View;

    /// <summary>Size of the image in pixels; null where the row does not know it.</summary>
    public (int Width, int Height)? PictureSize =>
        Saliency is not null ? (Saliency.Width, Saliency.Height)
        : _score is not null ? _score.Width > 0 ? (_score.Width, _score.Height) : null
        : Boxes[0].Mask is { } mask ? (mask.Width, mask.Height)
        : null;

    /// <summary>Whether no box can belong to this row that does not yet.</summary>
    public bool IsComplete => Boxes is [.., { IsLast: true }];

    /// <summary>
    /// Whether a box was found by this row's map (of the same class of the same image, made in the same way) or is a later
    /// object of the map that its boxes were found by.
    /// </summary>
    public bool BelongsTo(ObjectBox box) => Boxes is [.., var last] ? last.IsContinuedBy(box)
        : Saliency is { } map
            && (map.Path, map.ClassIndex, map.Settings) == (box.Path, box.ClassIndex, box.Settings);

    /// <summary>How the map was made, of whose kind the boxes are.</summary>
    internal MapSettings Settings { get => field ?? Saliency?.Settings ?? Boxes[0].Settings; }

    /// <summary>How the map was made, in words; null where there was none.</summary>
    internal string? Making { get => _score is null ? $"{Settings}" : field; }

    /// <summary>Whether the image is unlike those that the network knows; null where that is not known.</summary>
    internal bool? IsUnfamiliar => Saliency?.IsUnfamiliar ?? (_score is not null ? _score.IsUnfamiliar : Boxes[0].IsUnfamiliar);

    /// <summary>How the map became the boxes; null where there are none, or where that is not known.</summary>
    internal string? Localization => Boxes is [var first, ..] ? first.Localization : null;

    /// <summary>A copy of this row with one more box.</summary>
    public ReportRow With(ObjectBox box) => new(this, box);

    /// <summary>
    /// Reads the image with the detail that a report needs; always from its file, so that
    /// nobody's holding it makes a difference.
    /// </summary>
    /// <exception cref="ImageFormatException">The file cannot be decoded, or has another size than when
    /// the result was computed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal DecodedImage ReadImage(ReportOptions options, CancellationToken token = default)
    {
        var source = Saliency?.Source ?? (_score is null ? Boxes[0].Source : new());
        return source.Read(Path, PictureSize, options.Reduction, limits: null, token);
    }
}
