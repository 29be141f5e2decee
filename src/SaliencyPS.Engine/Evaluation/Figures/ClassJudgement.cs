using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// What one result (a map, a box, or both, for one class of one image) is worth by the ground truth: figures only, so that maps
/// and masks can go. Can be made on any thread; <see cref="LocalizationMeter"/> counts it.
/// </summary>
internal sealed class ClassJudgement
{
    /// <summary>The image's file.</summary>
    public required string Path { get; init; }

    /// <summary>Index of the class, from 0.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>The class is a true one of the image; otherwise nothing below is known.</summary>
    public bool IsTrue => TrueClass is not null;

    /// <summary>
    /// Largest intersection over union of the found box with a true one of the class, 0 where none was
    /// found; null where none was looked for.
    /// </summary>
    public double? Overlap { get; init; }

    /// <summary>The map's peak lies in a true box of the class or at most 15 pixels from it; null without a map.</summary>
    public bool? PointingHit { get; init; }

    /// <summary>
    /// The class's boxes take less than a quarter of the image, which has another class too; null without a map.
    /// </summary>
    public bool? IsDifficult { get; init; }

    /// <summary>The image's truth; null where it has none.</summary>
    internal GroundTruthImage? Truth { get; init; }

    /// <summary>
    /// The truth is of an image of another size, so that its boxes do not fit and nothing is judged: the sizes that it states and
    /// that of the image; null where it fits, or the image's size is not known.
    /// </summary>
    internal string? Misfit { get; init; }

    /// <summary>How many of the image's true boxes reach beyond it; 0 where its size is not known.</summary>
    internal int BoxesBeyond { get; init; }

    /// <summary>What the ground truth calls the class; null where it is not true of the image.</summary>
    internal string? TrueClass { get; init; }

    /// <summary>A box was looked for.</summary>
    internal bool HasBox { get; init; }

    /// <summary>
    /// The found box, the pixels of its mask and which of the map's objects it is, by which one
    /// of several boxes of a class is taken.
    /// </summary>
    internal (BoundingBox Box, int Area, int Instance)? Found { get; init; }

    /// <summary>See <see cref="MapSweep.GoodBoxes"/>; null without a map.</summary>
    internal bool[]? GoodBoxes { get; init; }

    /// <summary>See <see cref="MapSweep.Histogram"/>; null without a map or without masks of all the class's objects.</summary>
    internal ushort[]? Pixels { get; init; }

    /// <summary>Judges a map alone: no box was looked for, so <see cref="Overlap"/> is null.</summary>
    /// <param name="truth">The annotated boxes.</param>
    /// <param name="map">The map.</param>
    public static ClassJudgement Of(GroundTruthSet truth, ClassSaliency map) =>
        Of(truth, map, null, sought: false);

    /// <summary>Judges a box alone: all figures that need a map are null.</summary>
    /// <param name="truth">The annotated boxes.</param>
    /// <param name="box">The box.</param>
    public static ClassJudgement Of(GroundTruthSet truth, ObjectBox box) => Of(truth, box, box.ClassIndex, box.Rank);

    /// <summary>Judges a box alone, whose class and rank are known from elsewhere.</summary>
    internal static ClassJudgement Of(GroundTruthSet truth, ObjectBox box, int classIndex, int rank) => Of(
        truth, box.Path, classIndex, box.Label, rank, box.Mask is { } mask ? (mask.Width, mask.Height) : null,
        size => box.Source.GetOrientation(box.Path, size), null, (box.Box, box.MaskArea, box.Instance), sought: true);

    /// <summary>Judges a map and the object that was found by it.</summary>
    /// <param name="truth">The annotated boxes.</param>
    /// <param name="map">The map.</param>
    /// <param name="found">The object; null where none was found, which counts as a box that overlaps nothing.</param>
    public static ClassJudgement Of(GroundTruthSet truth, ClassSaliency map, LocalizationResult? found) =>
        Of(truth, map, found is null ? null : (found.Box, found.Area, found.Instance), sought: true);

    private static ClassJudgement Of(
        GroundTruthSet truth, ClassSaliency map, (BoundingBox Box, int Area, int Instance)? found, bool sought) => Of(
        truth, map.Path, map.ClassIndex, map.Label, map.Rank, (map.Width, map.Height),
        size => map.Source.GetOrientation(map.Path, size), map.Map, found, sought);

    private static ClassJudgement Of(
        GroundTruthSet truth, string path, int classIndex, string label, int rank, (int Width, int Height)? size,
        Func<(int, int), int> orientation, SaliencyMap? map, (BoundingBox Box, int Area, int Instance)? found, bool sought)
    {
        var image = truth.Find(path) is { Boxes.Count: > 0 } known ? known : null;
        string? misfit = null;
        var fit = size is var (w, h) ? image?.FitTo(w, h, () => orientation((w, h)), out misfit) : image;
        var beyond = size is var (width, height) ? fit?.Boxes.Count(box => box.IsBeyond(width, height)) ?? 0 : 0;
        GroundTruthBox[] boxes = [.. fit?.Boxes.Where(box => box.IsOf(classIndex, label)) ?? []];
        if (boxes.Length == 0)
        {
            return new ClassJudgement
            {
                Path = path, ClassIndex = classIndex, Label = label, Rank = rank, Truth = image, HasBox = sought,
                Misfit = misfit,
                BoxesBeyond = beyond,
            };
        }

        var levels = map is null ? null : MapSweep.Levels(MapSweep.Resize(map));
        return new ClassJudgement
        {
            Path = path,
            ClassIndex = classIndex,
            Label = label,
            Rank = rank,
            Truth = image,
            BoxesBeyond = beyond,
            TrueClass = boxes[0].ClassKey,
            HasBox = sought,
            Found = found,
            Overlap = sought ? found is { } it ? boxes.Max(box => box.IntersectionOverUnion(it.Box)) : 0 : null,
            PointingHit = map is null ? null : levels is not null && PointingGame.IsHit(boxes, map.Peak),
            IsDifficult = map is null ? null : PointingGame.IsDifficult([.. fit!.Boxes], boxes, map.Width, map.Height),
            GoodBoxes = map is null ? null
                : levels is null ? new bool[MapSweep.Overlaps.Length * MapSweep.Thresholds]
                : MapSweep.GoodBoxes(levels, map.Width, map.Height, boxes),
            Pixels = map is null || boxes.Any(box => box.Mask is null) ? null
                : MapSweep.Histogram(levels ?? NoLevels(), map.Width, map.Height, [.. boxes.Select(box => box.Mask!)]),
        };
    }

    // A map that is nowhere higher than elsewhere reaches the least threshold everywhere and no other.
    private static byte[] NoLevels()
    {
        var levels = new byte[MapSweep.Side * MapSweep.Side];
        Array.Fill(levels, (byte)1);
        return levels;
    }
}
