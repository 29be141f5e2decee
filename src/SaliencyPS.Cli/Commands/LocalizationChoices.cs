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
    private readonly Option<string?> _preset = new("--preset")
    {
        Description = $"Settings by name; by default {LocalizationPresets.Standards}. Other options of the localisation "
            + "override them one by one.",
        HelpName = string.Join('|', LocalizationPresets.All.Keys).ToLowerInvariant(),
        Validators = { RefuseUnknownPresets },
    };

    private readonly Option<double> _foreground = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.ForegroundQuantile), o => o.ForegroundQuantile);

    private readonly Option<double> _background = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.BackgroundQuantile), o => o.BackgroundQuantile);

    private readonly Option<int> _components = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.Components), o => o.Components);

    private readonly Option<int> _iterations = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.MixtureIterations), o => o.MixtureIterations);

    private readonly Option<double> _floor = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.CovarianceFloor), o => o.CovarianceFloor);

    private readonly Option<double> _contrast = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.ContrastWeight), o => o.ContrastWeight);

    private readonly Option<int> _cut = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.MaximumCutPixels), o => o.MaximumCutPixels);

    private readonly Option<double> _foregroundMass = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.ForegroundMass), o => o.ForegroundMass);

    private readonly Option<double> _backgroundMass = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.BackgroundMass), o => o.BackgroundMass);

    private readonly Option<double> _objectMass = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.ObjectMass), o => o.ObjectMass);

    private readonly Option<double> _sharpness = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.Sharpness), o => o.Sharpness);

    private readonly Option<double> _saliency = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.SaliencyWeight), o => o.SaliencyWeight);

    private readonly Option<double> _evidence = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.MaximumEvidence), o => o.MaximumEvidence);

    private readonly Option<double> _smoothing = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.Smoothing), o => o.Smoothing);

    private readonly Option<int> _refinements = ByPreset(
        NumberOption.CreateOptional(LocalizationDefinitions.Refinements), o => o.Refinements);

    private readonly Option<SeedConstraint> _constraint = ByPreset(
        ChoiceOption.CreateOptional<SeedConstraint>(LocalizationDefinitions.SeedConstraint), o => o.SeedConstraint);

    private readonly Option<SeedRule> _seeds = ByPreset(
        ChoiceOption.CreateOptional<SeedRule>(LocalizationDefinitions.SeedRule), o => o.SeedRule);

    private readonly Option<MapInterpolation> _upsampling = ByPreset(
        ChoiceOption.CreateOptional<MapInterpolation>(LocalizationDefinitions.Upsampling), o => o.Upsampling);

    private readonly Option<ColorSpace> _space = ByPreset(
        ChoiceOption.CreateOptional<ColorSpace>(LocalizationDefinitions.ColorSpace), o => o.ColorSpace);

    private readonly Option<Connectivity> _connectivity = ByPreset(
        ChoiceOption.CreateOptional<Connectivity>(LocalizationDefinitions.Connectivity), o => o.Connectivity);

    private readonly Option<Segmenter> _segmenter = ByPreset(
        ChoiceOption.CreateOptional<Segmenter>(LocalizationDefinitions.Segmenter), o => o.Segmenter);

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
            Segmenters.Require(parse.Given(_segmenter) ?? default, definition =>
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
            Upsampling = parse.Given(_upsampling) ?? preset.Upsampling,
            Smoothing = parse.Given(_smoothing) ?? preset.Smoothing,
            SeedRule = parse.Given(_seeds) ?? preset.SeedRule,
            ForegroundQuantile = parse.Given(_foreground) ?? preset.ForegroundQuantile,
            BackgroundQuantile = parse.Given(_background) ?? preset.BackgroundQuantile,
            ForegroundMass = parse.Given(_foregroundMass) ?? preset.ForegroundMass,
            BackgroundMass = parse.Given(_backgroundMass) ?? preset.BackgroundMass,
            ObjectMass = parse.Given(_objectMass) ?? preset.ObjectMass,
            Sharpness = parse.Given(_sharpness) ?? preset.Sharpness,
            SaliencyWeight = parse.Given(_saliency) ?? preset.SaliencyWeight,
            MaximumEvidence = parse.Given(_evidence) ?? preset.MaximumEvidence,
            Components = parse.Given(_components) ?? preset.Components,
            MixtureIterations = parse.Given(_iterations) ?? preset.MixtureIterations,
            ColorSpace = parse.Given(_space) ?? preset.ColorSpace,
            CovarianceFloor = parse.Given(_floor) ?? preset.CovarianceFloor,
            ContrastWeight = parse.Given(_contrast) ?? preset.ContrastWeight,
            Connectivity = parse.Given(_connectivity) ?? preset.Connectivity,
            Refinements = parse.Given(_refinements) ?? preset.Refinements,
            FillHoles = parse.GetValue(_fill) || preset.FillHoles,
            SeedConstraint = parse.Given(_constraint) ?? preset.SeedConstraint,
            MaximumCutPixels = parse.Given(_cut) ?? preset.MaximumCutPixels,
            Segmenter = parse.Given(_segmenter) ?? preset.Segmenter,
        };
        if (options.BackgroundQuantile > options.ForegroundQuantile)
            throw new UsageException("--background-quantile must not be above --foreground-quantile.");
        return options.BackgroundMass >= options.ForegroundMass ? options
            : throw new UsageException("--background-mass must not be below --foreground-mass.");
    }

    private static Option<T> ByPreset<T>(Option<T> option, Func<LocalizationOptions, object?> value)
    {
        option.Description += $" By default {PresetText.Of(LocalizationPresets.All, value)!.ToLowerInvariant()}.";
        return option;
    }

    private static void RefuseUnknownPresets(OptionResult result)
    {
        if (result.Tokens.Count > 0 && !LocalizationPresets.All.ContainsKey(result.Tokens[^1].Value))
            result.AddError($"--preset takes {string.Join(" or ", LocalizationPresets.All.Keys).ToLowerInvariant()}; "
                + $"'{result.Tokens[^1].Value}' is none of them.");
    }
}
