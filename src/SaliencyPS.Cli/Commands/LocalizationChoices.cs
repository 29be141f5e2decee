using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Adapters;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Cut;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>How a map becomes a box.</summary>
internal sealed class LocalizationChoices
{
    private static readonly LocalizationOptions Standard = LocalizationOptions.Default;

    private readonly Option<double> _foreground = NumberOption.Create(LocalizationDefinitions.ForegroundQuantile);
    private readonly Option<double> _background = NumberOption.Create(LocalizationDefinitions.BackgroundQuantile);
    private readonly Option<int> _components = NumberOption.Create(LocalizationDefinitions.Components);
    private readonly Option<int> _iterations = NumberOption.Create(LocalizationDefinitions.MixtureIterations);
    private readonly Option<double> _floor = NumberOption.Create(LocalizationDefinitions.CovarianceFloor);
    private readonly Option<double> _contrast = NumberOption.Create(LocalizationDefinitions.ContrastWeight);

    private readonly Option<SeedConstraint> _constraint = ChoiceOption.Create(
        LocalizationDefinitions.SeedConstraint, Standard.SeedConstraint);

    private readonly Option<int> _cut = NumberOption.Create(LocalizationDefinitions.MaximumCutPixels);

    private readonly Option<string?> _preset = new("--preset")
    {
        Description = "Settings by name; by default those that suit the method. Other options of the localisation override them "
            + "one by one.",
        HelpName = string.Join('|', LocalizationPresets.All.Keys).ToLowerInvariant(),
        Validators = { RefuseUnknownPresets },
    };

    private readonly Option<SeedRule> _seeds = ChoiceOption.CreateOptional<SeedRule>(LocalizationDefinitions.SeedRule);
    private readonly Option<double> _foregroundMass = NumberOption.CreateOptional(LocalizationDefinitions.ForegroundMass);
    private readonly Option<double> _backgroundMass = NumberOption.CreateOptional(LocalizationDefinitions.BackgroundMass);
    private readonly Option<double> _objectMass = NumberOption.CreateOptional(LocalizationDefinitions.ObjectMass);
    private readonly Option<double> _sharpness = NumberOption.CreateOptional(LocalizationDefinitions.Sharpness);
    private readonly Option<double> _saliency = NumberOption.CreateOptional(LocalizationDefinitions.SaliencyWeight);
    private readonly Option<double> _evidence = NumberOption.CreateOptional(LocalizationDefinitions.MaximumEvidence);

    private readonly Option<MapInterpolation> _upsampling = ChoiceOption.Create(
        LocalizationDefinitions.Upsampling, Standard.Upsampling);

    private readonly Option<double> _smoothing = NumberOption.Create(LocalizationDefinitions.Smoothing);
    private readonly Option<ColorSpace> _space = ChoiceOption.Create(LocalizationDefinitions.ColorSpace, Standard.ColorSpace);

    private readonly Option<Connectivity> _connectivity = ChoiceOption.Create(
        LocalizationDefinitions.Connectivity, Standard.Connectivity);

    private readonly Option<int> _refinements = NumberOption.Create(LocalizationDefinitions.Refinements);
    private readonly Option<Segmenter> _segmenter = ChoiceOption.Create(
        LocalizationDefinitions.Segmenter, Standard.Segmenter);

    private readonly Option<bool> _fill = SwitchOption.Create(LocalizationDefinitions.FillHoles);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_preset, _upsampling, _smoothing, _seeds, _foreground, _background, _foregroundMass,
            _backgroundMass, _objectMass, _sharpness, _saliency, _evidence, _components, _iterations, _space, _floor, _contrast,
            _connectivity, _constraint, _refinements, _fill, _cut, _segmenter])
            command.Add(option);
    }

    /// <summary>Refuses a segmenter that cannot be used here, or not with the options given.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public void RequireSegmenter(ParseResult parse)
    {
        try
        {
            Segmenters.Require(parse.GetValue(_segmenter), definition =>
                parse.CommandResult.Command.Options.FirstOrDefault(option => option.Name == definition.Option) is { } option
                && parse.GetResult(option) is { Implicit: false });
        }
        catch (Exception e) when (e is AdapterException or ArgumentException)
        {
            throw new UsageException(Text.Of(e));
        }
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
            Segmenter = Value(_segmenter, preset.Segmenter),
        };
        if (options.BackgroundQuantile > options.ForegroundQuantile)
            throw new UsageException("--background-quantile must not be above --foreground-quantile.");
        return options.BackgroundMass >= options.ForegroundMass ? options
            : throw new UsageException("--background-mass must not be below --foreground-mass.");

        T Value<T>(Option<T> option, T standard)
            where T : struct => parse.GetResult(option) is null or { Implicit: true } ? standard : parse.GetValue(option);
    }

    private static void RefuseUnknownPresets(OptionResult result)
    {
        if (result.Tokens.Count > 0 && !LocalizationPresets.All.ContainsKey(result.Tokens[^1].Value))
            result.AddError($"--preset takes {string.Join(" or ", LocalizationPresets.All.Keys).ToLowerInvariant()}; "
                + $"'{result.Tokens[^1].Value}' is none of them.");
    }
}
