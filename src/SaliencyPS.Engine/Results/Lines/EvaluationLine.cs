using System.Text.Json.Serialization;
using SaliencyPS.Localization;

namespace SaliencyPS.Results.Lines;

/// <summary>
/// One true class of an evaluated image as JSON: the class, the rank and score the network gave that class, the
/// box found for it (none: all null), how well that covers the best-covered true box of the class, and whether
/// the map's peak points at such a box. Where results are kept, also what the figures of all images are made of.
/// </summary>
internal sealed record EvaluationLine(
    string Path, int ClassIndex, string Label, int Rank, double Score, double? Probability,
    int? X, int? Y, int? Width, int? Height, double IntersectionOverUnion, bool PointingHit,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Judgement? Judged) : AttributionLine
{
    public static EvaluationLine From(ClassSaliency map, BoundingBox? box, double overlap, bool hit,
        Judgement? judged) => new(
        map.Path, map.ClassIndex, map.Label, map.Rank, map.Score, ResultLines.Number(map.Probability),
        box?.X, box?.Y, box?.Width, box?.Height, overlap, hit, judged) { Made = map };
}
