using SaliencyPS.Results.Lines;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// One class model image as JSON; the properties are those of <see cref="ClassModelImage"/>, and the file of the image.
/// </summary>
internal sealed record ClassImageLine(
    string Path, int ClassIndex, string Label, string? Layer, string Network, string? NetworkDigest,
    string? ModuleVersion, string? Engine, string? Settings, ClassModelObjective Objective,
    double Score, double? Probability, IReadOnlyList<double> ScoreHistory, int Width, int Height)
{
    public static ClassImageLine From(ClassModelImage model, string path) => new(
        path, model.ClassIndex, model.Label, model.Layer, model.Network, model.NetworkDigest, model.ModuleVersion,
        model.Engine, model.Settings, model.Objective, model.Score,
        ResultLines.Number(model.Probability), model.ScoreHistory, model.Width, model.Height);
}
