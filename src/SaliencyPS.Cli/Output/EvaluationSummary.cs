using System.Globalization;
using SaliencyPS.Evaluation;

namespace SaliencyPS.Cli.Output;

/// <summary>The outcome of an evaluation as JSON; the rates are those of <see cref="LocalizationSummary"/>.</summary>
internal sealed record EvaluationSummary(
    string Network, SaliencyView View, string? Split, int Images, double Top1ClassificationError, double Top5ClassificationError,
    double Top1LocalizationError, double Top5LocalizationError, int TrueClasses,
    double TrueClassLocalizationError, double MeanIntersectionOverUnion, int PointingHits)
{
    public static EvaluationSummary From(LocalizationSummary rates, string network, SaliencyView view, string? split) => new(
        network, view, split, rates.Images, rates.Top1ClassificationError, rates.Top5ClassificationError,
        rates.Top1LocalizationError, rates.Top5LocalizationError, rates.TrueClasses,
        rates.TrueClassLocalizationError, rates.MeanOverlap, rates.PointingHits);

    /// <summary>Writes the rates and the counts behind them as a table.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(Text.OneLine($"network {Network}, view {View}, {(Split is null ? "" : $"split {Split}, ")}pictures {Images}"));
        Row("classification error, top-1", Top1ClassificationError, Images);
        Row("classification error, top-5", Top5ClassificationError, Images);
        Row("localisation error, top-1", Top1LocalizationError, Images);
        Row("localisation error, top-5", Top5LocalizationError, Images);
        Row("localisation error, class given", TrueClassLocalizationError, TrueClasses);
        Row($"pointing game, {LocalizationError.PointingTolerance:F0} pixels", (double)PointingHits / TrueClasses, TrueClasses);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {"mean IoU, class given",-32} {MeanIntersectionOverUnion,8:F4}"));

        void Row(string name, double rate, int all) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-32} {Text.Percent(rate),8}  {Math.Round(rate * all),5} of {all}"));
    }
}
