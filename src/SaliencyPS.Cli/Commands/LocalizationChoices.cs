using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Imaging.Resizing;
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

    private readonly Option<string?> _preset = new("--preset")
    {
        Description = "Settings by name; by default those that suit the method. Other options of the localisation override them one by one.",
        HelpName = string.Join('|', LocalizationPresets.All.Keys).ToLowerInvariant(),
        Validators = { RefuseUnknownPresets },
    };

    private readonly Option<SeedRule> _seeds = ChoiceOption.Create<SeedRule>("--seed-rule", "Seeds by quantiles of the map, or by its mass.");

    private readonly Option<double> _foregroundMass = Share("--foreground-mass", "The fewest pixels with this share of the map seed the object.");

    private readonly Option<double> _backgroundMass = Share("--background-mass", "All but the fewest pixels with this share seed the background.");

    private readonly Option<double> _objectMass = Share("--object-mass", "The map speaks for the object within the fewest pixels with this share.");

    private readonly Option<double> _sharpness = NumberOption.Create<double>("--sharpness", "Exponent of the map before its mass is taken.", null, 0.01, 10);

    private readonly Option<double> _saliency = NumberOption.Create<double>("--saliency-weight", "How much the map itself speaks in the cut, in nats.", null, 0, 1000);

    private readonly Option<double> _evidence = NumberOption.Create<double>("--max-evidence", "How much a pixel's colour may speak in the cut, in nats.", null, 0.001, 1000);

    private readonly Option<MapInterpolation> _upsampling = ChoiceOption.Create("--upsampling", "How a map is brought to the resolution of the cut.", Standard.Upsampling);

    private readonly Option<double> _smoothing = NumberOption.Create(
        "--smoothing", "Deviation of a Gaussian over the map, as a share of the shorter side.", Standard.Smoothing, 0.0, 0.5);

    private readonly Option<ColorSpace> _space = ChoiceOption.Create("--color-space", "The space in which colours are modelled and compared.", Standard.ColorSpace);

    private readonly Option<Connectivity> _connectivity = ChoiceOption.Create("--connectivity", "How many neighbours a pixel has in the cut.", Standard.Connectivity);

    private readonly Option<int> _refinements = NumberOption.Create(
        "--refinements", "How often, at most, the cut is done again with the colours of its sides.", Standard.Refinements, 0, 20);

    private readonly Option<bool> _fill = new("--fill-holes") { Description = "Holes in the object belong to it; the box stays the same." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_preset, _upsampling, _smoothing, _seeds, _foreground, _background, _foregroundMass, _backgroundMass, _objectMass, _sharpness, _saliency,
            _evidence, _components, _iterations, _space, _floor, _contrast, _connectivity, _constraint, _refinements, _fill, _cut])
            command.Add(option);
    }

    /// <summary>The engine's options.</summary>
    /// <param name="parse">What was given.</param>
    /// <param name="method">How the maps are made.</param>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public LocalizationOptions Options(ParseResult parse, SaliencyMethod method)
    {
        var preset = parse.GetValue(_preset) is { } name ? LocalizationPresets.All[name] : LocalizationPresets.For(method);
        var options = preset with
        {
            Upsampling = Value(_upsampling, preset.Upsampling),
            Smoothing = Value(_smoothing, preset.Smoothing),
            SeedRule = Value(_seeds, preset.SeedRule),
            ForegroundQuantile = Value(_foreground, preset.ForegroundQuantile),
            BackgroundQuantile = Value(_background, preset.BackgroundQuantile),
            ForegroundMass = Value(_foregroundMass, preset.ForegroundMass),
            BackgroundMass = Value(_backgroundMass, preset.BackgroundMass),
            ObjectMass = Value(_objectMass, preset.ObjectMass),
            Sharpness = Value(_sharpness, preset.Sharpness),
            SaliencyWeight = Value(_saliency, preset.SaliencyWeight),
            MaximumEvidence = Value(_evidence, preset.MaximumEvidence),
            Components = Value(_components, preset.Components),
            MixtureIterations = Value(_iterations, preset.MixtureIterations),
            ColorSpace = Value(_space, preset.ColorSpace),
            CovarianceFloor = Value(_floor, preset.CovarianceFloor),
            ContrastWeight = Value(_contrast, preset.ContrastWeight),
            Connectivity = Value(_connectivity, preset.Connectivity),
            Refinements = Value(_refinements, preset.Refinements),
            FillHoles = parse.GetValue(_fill) || preset.FillHoles,
            SeedConstraint = Value(_constraint, preset.SeedConstraint),
            MaximumCutPixels = Value(_cut, preset.MaximumCutPixels),
        };
        if (options.BackgroundQuantile > options.ForegroundQuantile) throw new UsageException("--background-quantile must not be above --foreground-quantile.");
        return options.BackgroundMass >= options.ForegroundMass ? options : throw new UsageException("--background-mass must not be below --foreground-mass.");

        T Value<T>(Option<T> option, T standard) where T : struct => parse.GetResult(option) is null or { Implicit: true } ? standard : parse.GetValue(option);
    }

    private static Option<double> Share(string name, string description) => NumberOption.Create<double>(name, description, null, 0, 1);

    private static void RefuseUnknownPresets(OptionResult result)
    {
        if (result.Tokens.Count > 0 && !LocalizationPresets.All.ContainsKey(result.Tokens[^1].Value))
            result.AddError($"--preset takes {string.Join(" or ", LocalizationPresets.All.Keys).ToLowerInvariant()}; '{result.Tokens[^1].Value}' is none of them.");
    }
}
