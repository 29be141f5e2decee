using System.CommandLine;
using SaliencyPS.Localization;

namespace SaliencyPS.Cli.Commands;

/// <summary>How a map becomes a box.</summary>
internal sealed class LocalizationChoices
{
    private static readonly LocalizationOptions Standard = LocalizationOptions.Default;

    private readonly Option<double> _foreground = NumberOption.Create(
        "--foreground-quantile", "Pixels of the map above this quantile seed the object.", Standard.ForegroundQuantile, 0.0, 1.0);

    private readonly Option<double> _background = NumberOption.Create(
        "--background-quantile", "Pixels of the map below this quantile seed the background.", Standard.BackgroundQuantile, 0.0, 1.0);

    private readonly Option<int> _components = NumberOption.Create("--components", "Gaussians per colour model.", Standard.Components, 1, 16);

    private readonly Option<int> _iterations = NumberOption.Create(
        "--mixture-iterations", "EM iterations per colour model.", Standard.MixtureIterations, 0, 1000);

    private readonly Option<double> _floor = NumberOption.Create(
        "--covariance-floor", "Least variance of a Gaussian, in squared 8-bit steps.", Standard.CovarianceFloor, double.Epsilon, double.MaxValue);

    private readonly Option<double> _contrast = NumberOption.Create(
        "--contrast-weight", "Cost, in nats, of separating two equal neighbours.", Standard.ContrastWeight, 0.0, 100_000.0);

    private readonly Option<SeedConstraint> _constraint = ChoiceOption.Create(
        "--seed-constraint", "Which seeds the cut may not relabel.", Standard.SeedConstraint);

    private readonly Option<int> _cut = NumberOption.Create(
        "--max-cut-pixels", "Shrink larger pictures before the cut.", Standard.MaximumCutPixels, 1, int.MaxValue);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_foreground, _background, _components, _iterations, _floor, _contrast, _constraint, _cut]) command.Add(option);
    }

    /// <summary>The engine's options.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public LocalizationOptions Options(ParseResult parse)
    {
        var options = new LocalizationOptions
        {
            ForegroundQuantile = parse.GetValue(_foreground),
            BackgroundQuantile = parse.GetValue(_background),
            Components = parse.GetValue(_components),
            MixtureIterations = parse.GetValue(_iterations),
            CovarianceFloor = parse.GetValue(_floor),
            ContrastWeight = parse.GetValue(_contrast),
            SeedConstraint = parse.GetValue(_constraint),
            MaximumCutPixels = parse.GetValue(_cut),
        };
        return options.BackgroundQuantile <= options.ForegroundQuantile ? options
            : throw new UsageException("--background-quantile must not be above --foreground-quantile.");
    }
}
