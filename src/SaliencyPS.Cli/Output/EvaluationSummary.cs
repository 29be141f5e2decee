using System.Globalization;
using SaliencyPS.Evaluation;

namespace SaliencyPS.Cli.Output;

/// <summary>The outcome of an evaluation as JSON; the rates are those of <see cref="LocalizationSummary"/>.</summary>
internal sealed record EvaluationSummary(
    string Network, SaliencyView View, string? Split, int Images, double Top1ClassificationError, double Top5ClassificationError,
    double Top1LocalizationError, double Top5LocalizationError, double TrueClassLocalizationError)
{
    public static EvaluationSummary From(LocalizationSummary rates, string network, SaliencyView view, string? split) => new(
        network, view, split, rates.Images, rates.Top1ClassificationError, rates.Top5ClassificationError,
        rates.Top1LocalizationError, rates.Top5LocalizationError, rates.TrueClassLocalizationError);

    /// <summary>Writes the rates and the counts behind them as a table.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(Text.OneLine($"network {Network}, view {View}, {(Split is null ? "" : $"split {Split}, ")}pictures {Images}"));
        Row("classification error, top-1", Top1ClassificationError);
        Row("classification error, top-5", Top5ClassificationError);
        Row("localisation error, top-1", Top1LocalizationError);
        Row("localisation error, top-5", Top5LocalizationError);
        Row("localisation error, class given", TrueClassLocalizationError);

        void Row(string name, double error) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {name,-32} {Text.Percent(error),8}  {Math.Round(error * Images),5} of {Images}"));
    }
}
