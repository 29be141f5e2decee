using System.Text.Json.Serialization;
using SaliencyPS.Localization;

namespace SaliencyPS.Results.Lines;

/// <summary>One box as JSON; the properties are those of <see cref="ObjectBox"/>.</summary>
internal sealed record BoxLine(
    string Path, int Rank, int ClassIndex, string Label, double Score, double? Probability,
    int X, int Y, int Width, int Height, int MaskArea,
    int Instance, int InstanceCount, double SaliencyShare, string Localization,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Segmentation? Segmentation) : AttributionLine
{
    public static BoxLine From(ClassSaliency map, LocalizationResult found, bool mask = false) => new(
        map.Path, map.Rank, map.ClassIndex, map.Label, map.Score, ResultLines.Number(map.Probability),
        found.Box.X, found.Box.Y, found.Box.Width, found.Box.Height, found.Area,
        found.Instance, found.InstanceCount, found.SaliencyShare, found.Settings,
        mask ? Segmentation.From(found.Mask) : null) { Made = map };
}
