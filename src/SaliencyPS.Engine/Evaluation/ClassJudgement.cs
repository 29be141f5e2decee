using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation;

/// <summary>
/// What one result (a map, a box, or both, for one class of one picture) is worth by the ground truth: figures only, so that maps and masks
/// can go. <see cref="GroundTruth.Judge(ClassSaliency)"/> makes it, on any thread; <see cref="LocalizationMeter"/> counts it.
/// </summary>
public sealed class ClassJudgement
{
    /// <summary>The picture's file.</summary>
    public required string Path { get; init; }

    /// <summary>Index of the class, from 0.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The class is a true one of the picture; otherwise nothing below is known.</summary>
    public bool IsTrue => TrueClass is not null;

    /// <summary>
    /// Largest intersection over union of the found box with a true one of the class, 0 where none was found; null where none was looked for.
    /// </summary>
    public double? Overlap { get; init; }

    /// <summary>The map's peak lies in a true box of the class or at most 15 pixels from it; null without a map.</summary>
    public bool? PointingHit { get; init; }

    /// <summary>The class's boxes take less than a quarter of the picture, which has another class too; null without a map.</summary>
    public bool? IsDifficult { get; init; }

    /// <summary>The picture's truth; null where it has none.</summary>
    internal GroundTruthPicture? Truth { get; init; }

    /// <summary>What the ground truth calls the class; null where it is not true of the picture.</summary>
    internal string? TrueClass { get; init; }

    /// <summary>A box was looked for.</summary>
    internal bool HasBox { get; init; }

    /// <summary>The found box, the pixels of its mask and which of the map's objects it is, by which one of several boxes of a class is taken.</summary>
    internal (BoundingBox Box, int Area, int Instance)? Found { get; init; }

    /// <summary>See <see cref="MapSweep.GoodBoxes"/>; null without a map.</summary>
    internal bool[]? GoodBoxes { get; init; }

    /// <summary>See <see cref="MapSweep.Histogram"/>; null without a map or without masks of all the class's objects.</summary>
    internal ushort[]? Pixels { get; init; }
}
