namespace SaliencyPS.Results.Lines;

/// <summary>One class's score as JSON; the properties are those of <see cref="ClassScore"/>.</summary>
internal sealed record ScoreLine(
    string Path, int Rank, int ClassIndex, string Label, double Score, double? Probability, int Width, int Height,
    SaliencyView View, string Network, string? NetworkDigest, string? ModuleVersion, string? Engine,
    bool? IsUnfamiliar)
{
    public static ScoreLine From(ClassScore score) => new(
        score.Path, score.Rank, score.ClassIndex, score.Label, score.Score, ResultLines.Number(score.Probability), score.Width,
        score.Height, score.View, score.Network, score.NetworkDigest, score.ModuleVersion, score.Engine,
        score.IsUnfamiliar);
}
