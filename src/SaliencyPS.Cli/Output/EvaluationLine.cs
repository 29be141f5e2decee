using SaliencyPS.Localization;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// One evaluated picture as JSON: its true class, the rank and score the network gave that class, the box found for it (none: all
/// null), and how well that covers the best-covered true box.
/// </summary>
internal sealed record EvaluationLine(
    string Path, int ClassIndex, string Label, int Rank, double Score, double Probability,
    int? X, int? Y, int? Width, int? Height, double IntersectionOverUnion, SaliencyView View, string Network)
{
    public static EvaluationLine From(ClassSaliency map, BoundingBox? box, double overlap) => new(
        map.Path, map.ClassIndex, map.Label, map.Rank, map.Score, map.Probability,
        box?.X, box?.Y, box?.Width, box?.Height, overlap, map.View, map.Network);
}
