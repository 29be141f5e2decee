namespace SaliencyPS.Results.Lines;

/// <summary>
/// One class saliency as JSON; the properties are those of <see cref="ClassSaliency"/>, and of its map the maximum.
/// </summary>
internal sealed record MapLine(
    string Path, int Rank, int ClassIndex, string Label, double Score, double? Probability, double? Bias, double? CompletenessGap,
    int Width, int Height, float Maximum) : AttributionLine
{
    public static MapLine From(ClassSaliency map) => new(
        map.Path, map.Rank, map.ClassIndex, map.Label, map.Score, ResultLines.Number(map.Probability), map.Bias,
        map.CompletenessGap, map.Width, map.Height, map.Map.Maximum) { Made = map };
}
