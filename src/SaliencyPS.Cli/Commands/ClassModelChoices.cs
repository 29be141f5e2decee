using System.CommandLine;
using SaliencyPS.ClassModels;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>How a class model image is made: a preset, and what is to be different from it.</summary>
internal sealed class ClassModelChoices
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = string.Join(" ",
            ClassModelPreset.All.Select(preset => $"{preset.Name.ToLowerInvariant()}: {preset.Description}"))
            + " All other options change it.",
        HelpName = string.Join("|", ClassModelPreset.All.Select(preset => preset.Name)).ToLowerInvariant(),
        DefaultValueFactory = _ => ClassModelPreset.All[0].Name,
        CustomParser = result =>
        {
            var name = result.Tokens[^1].Value;
            if (ClassModelPreset.Find(name) is { } preset) return preset.Name;
            result.AddError(
                $"--preset takes {string.Join(" or ", ClassModelPreset.All.Select(p => p.Name)).ToLowerInvariant()}; '{name}' "
                    + $"is none of them.");
            return name;
        },
    };

    private readonly Option<ClassModelObjective> _objective = ByPreset(
        ChoiceOption.CreateOptional<ClassModelObjective>(ClassModelDefinitions.Objective), o => o.Objective);

    private readonly Option<double> _lambda = NumberOption.CreateOptional(ClassModelDefinitions.Regularization);
    private readonly Option<double> _variation = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.TotalVariation), o => o.TotalVariation);
    private readonly Option<double> _center = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.CenterBias), o => o.CenterBias);

    private readonly Option<ClassModelOptimizer> _optimizer = ByPreset(
        ChoiceOption.CreateOptional<ClassModelOptimizer>(ClassModelDefinitions.Optimizer), o => o.Optimizer);

    private readonly Option<double> _learningRate = NumberOption.CreateOptional(ClassModelDefinitions.LearningRate);
    private readonly Option<int> _iterations = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Iterations), o => o.Iterations);

    private readonly Option<ClassModelParametrization> _parametrization = ByPreset(
        ChoiceOption.CreateOptional<ClassModelParametrization>(ClassModelDefinitions.Parametrization), o => o.Parametrization);

    private readonly Option<ClassModelColors> _colors = ByPreset(
        ChoiceOption.CreateOptional<ClassModelColors>(ClassModelDefinitions.Colors), o => o.Colors);

    private readonly Option<ClassModelRange> _range = ByPreset(
        ChoiceOption.CreateOptional<ClassModelRange>(ClassModelDefinitions.Range), o => o.Range);
    private readonly Option<double> _jitter = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Jitter), o => o.Jitter);
    private readonly Option<double> _scale = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Scale), o => o.Scale);
    private readonly Option<double> _rotate = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Rotate), o => o.Rotate);
    private readonly Option<double> _blur = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Blur), o => o.Blur);
    private readonly Option<double> _noise = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.StartNoise), o => o.StartNoise);
    private readonly Option<int> _seed = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.Seed), o => o.Seed);
    private readonly Option<int> _window = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.PlateauWindow), o => o.PlateauWindow);
    private readonly Option<double> _tolerance = ByPreset(
        NumberOption.CreateOptional(ClassModelDefinitions.PlateauTolerance), o => o.PlateauTolerance);
    private readonly Option<int> _threads = NumberOption.Create(ClassModelDefinitions.Threads);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _preset, _objective, _lambda, _variation, _center, _optimizer, _learningRate, _iterations,
            _parametrization, _colors, _range, _jitter, _scale, _rotate, _blur, _noise, _seed, _window, _tolerance,
            _threads]) command.Add(option);
    }

    /// <summary>The engine's options.</summary>
    public ClassModelOptions Options(ParseResult parse)
    {
        var preset = ClassModelPreset.Find(parse.GetRequiredValue(_preset))!.Options;
        return preset with
        {
            Objective = parse.Given(_objective) ?? preset.Objective,
            Regularization = parse.Given(_lambda) ?? preset.Regularization,
            TotalVariation = parse.Given(_variation) ?? preset.TotalVariation,
            CenterBias = parse.Given(_center) ?? preset.CenterBias,
            Optimizer = parse.Given(_optimizer) ?? preset.Optimizer,
            LearningRate = parse.Given(_learningRate) ?? preset.LearningRate,
            Iterations = parse.Given(_iterations) ?? preset.Iterations,
            Parametrization = parse.Given(_parametrization) ?? preset.Parametrization,
            Colors = parse.Given(_colors) ?? preset.Colors,
            Range = parse.Given(_range) ?? preset.Range,
            Jitter = parse.Given(_jitter) ?? preset.Jitter,
            Scale = parse.Given(_scale) ?? preset.Scale,
            Rotate = parse.Given(_rotate) ?? preset.Rotate,
            Blur = parse.Given(_blur) ?? preset.Blur,
            StartNoise = parse.Given(_noise) ?? preset.StartNoise,
            Seed = parse.Given(_seed) ?? preset.Seed,
            PlateauWindow = parse.Given(_window) ?? preset.PlateauWindow,
            PlateauTolerance = parse.Given(_tolerance) ?? preset.PlateauTolerance,
            Threads = parse.GetValue(_threads),
        };
    }
    private static Option<T> ByPreset<T>(Option<T> option, Func<ClassModelOptions, object?> value)
    {
        var presets = ClassModelPreset.All.Select(preset => KeyValuePair.Create(preset.Name, preset.Options));
        option.Description += $" By default {PresetText.Of(presets, value)!.ToLowerInvariant()}.";
        return option;
    }
}
