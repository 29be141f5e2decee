using SaliencyPS.Evaluation;
using SaliencyPS.Imaging;

namespace SaliencyPS.Reporting;

/// <summary>One row of a report: one class of one picture, with its saliency map, its box, or both.</summary>
public sealed class ReportRow
{
    /// <summary>A row with a map.</summary>
    public ReportRow(ClassSaliency saliency) => Saliency = saliency;

    /// <summary>A row with a box.</summary>
    public ReportRow(ObjectBox box) => Box = box;

    /// <summary>A row with a map and the box that was found by it.</summary>
    public ReportRow(ClassSaliency saliency, ObjectBox box) => (Saliency, Box) = (saliency, box);

    /// <summary>The map; null where there is only a box.</summary>
    public ClassSaliency? Saliency { get; }

    /// <summary>The box; null where there is only a map.</summary>
    public ObjectBox? Box { get; }

    /// <summary>Where the class's objects truly are; drawn in another colour.</summary>
    public IReadOnlyList<GroundTruthBox> Truth { get; init; } = [];

    /// <summary>The picture's file.</summary>
    public string Path => Saliency?.Path ?? Box!.Path;

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public int Rank => Saliency?.Rank ?? Box!.Rank;

    /// <summary>Name of the class.</summary>
    public string Label => Saliency?.Label ?? Box!.Label;

    /// <summary>The class's score before soft-max.</summary>
    public double Score => Saliency?.Score ?? Box!.Score;

    /// <summary>The class's soft-max probability, 0 … 1.</summary>
    public double Probability => Saliency?.Probability ?? Box!.Probability;

    /// <summary>Name of the network.</summary>
    public string Network => Saliency?.Network ?? Box!.Network;

    /// <summary>The view of the picture the network was shown.</summary>
    public SaliencyView View => Saliency?.View ?? Box!.View;

    /// <summary>Size of the picture in pixels; null where the row does not know it.</summary>
    public (int Width, int Height)? PictureSize =>
        Saliency is not null ? (Saliency.Width, Saliency.Height)
        : Box!.Mask is { } mask ? (mask.Width, mask.Height)
        : null;

    /// <summary>Whether this is the map that a box was found by: the same class of the same picture by the same network and view.</summary>
    public bool BelongsTo(ObjectBox box) => Saliency is { } map && Box is null
        && (map.Path, map.ClassIndex, map.Network, map.View) == (box.Path, box.ClassIndex, box.Network, box.View);

    /// <summary>Reads the picture with the detail that a report needs; always from its file, so that nobody's holding it makes a difference.</summary>
    /// <exception cref="ImageFormatException">The file cannot be decoded, or has another size than when the result was computed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public DecodedImage ReadPicture(ReportOptions options, CancellationToken token = default)
    {
        var picture = ImageDecoder.Read(Path, options.Reduction, token: token);
        return PictureSize is not { } size || size == (picture.Width, picture.Height) ? picture : throw new ImageFormatException(
            $"The picture had {size.Width}×{size.Height} pixels when the result was computed and has {picture.Width}×{picture.Height} now.");
    }
}
