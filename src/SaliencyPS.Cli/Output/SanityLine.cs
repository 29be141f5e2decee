using System.Globalization;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// What is left of a network's maps once it has forgotten some layers, as JSON or for people; the properties are those of
/// <see cref="SanityMeasurement"/>.
/// </summary>
internal sealed record SanityLine(
    string Network, SaliencyMethod Method, SaliencyView View, int Layers, string? Layer, double RankCorrelation,
    double StructuralSimilarity, int Maps, string Settings, string? NetworkDigest, string? ModuleVersion,
    string? Engine)
{
    public static string Header => "  layers   rank correlation   SSIM    down to";

    public static SanityLine From(SanityMeasurement measured) => new(
        measured.Network, measured.Method, measured.View, measured.Layers, measured.Layer, measured.RankCorrelation,
        measured.StructuralSimilarity, measured.Maps, measured.Settings, measured.NetworkDigest, measured.ModuleVersion,
        measured.Engine);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Layers,8}   {RankCorrelation,16:0.000}   {StructuralSimilarity,5:0.000}   {Text.OneLine(Layer ?? "")}").TrimEnd();
}
