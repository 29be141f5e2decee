using SaliencyPS.Localization;
using SaliencyPS.Results.Lines;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// One true class of an evaluated image as JSON: the class, the rank and score the network gave that class, the
/// box found for it (none: all null), how well that covers the best-covered true box of the class, and whether
/// the map's peak points at such a box.
/// </summary>
internal sealed record EvaluationLine(
    string Path, int ClassIndex, string Label, int Rank, double Score, double? Probability,
    int? X, int? Y, int? Width, int? Height, double IntersectionOverUnion, bool PointingHit) : AttributionLine
{
    public static EvaluationLine From(ClassSaliency map, BoundingBox? box, double overlap, bool hit) => new(
        map.Path, map.ClassIndex, map.Label, map.Rank, map.Score, ResultLines.Number(map.Probability),
        box?.X, box?.Y, box?.Width, box?.Height, overlap, hit) { Made = map };
}
