using System.Globalization;
using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Results;

namespace SaliencyPS.Cli.Output;

/// <summary>What is left of a network's maps once it has forgotten some layers, as JSON or for people.</summary>
internal sealed record SanityLine(
    string Network, SaliencyMethod Method, int Layers, string? Layer, double RankCorrelation,
    double StructuralSimilarity, int Maps, string Settings, string? NetworkDigest, string? ModuleVersion)
{
    public static string Header => "  layers   rank correlation   SSIM    down to";

    public static SanityLine From(RandomizationStep step, MapSettings settings) => new(
        settings.Network, settings.Method, step.Layers, step.Layer, step.RankCorrelation, step.StructuralSimilarity, step.Maps,
        $"{settings}", settings.NetworkDigest, settings.ModuleVersion);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Layers,8}   {RankCorrelation,16:0.000}   {StructuralSimilarity,5:0.000}   {Text.OneLine(Layer ?? "")}").TrimEnd();
}
