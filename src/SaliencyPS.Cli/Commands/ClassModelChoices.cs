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

    private readonly Option<ClassModelObjective> _objective = ChoiceOption.CreateOptional<ClassModelObjective>(
        ClassModelDefinitions.Objective);

    private readonly Option<double> _lambda = NumberOption.CreateOptional(ClassModelDefinitions.Regularization);
    private readonly Option<double> _variation = NumberOption.CreateOptional(ClassModelDefinitions.TotalVariation);
    private readonly Option<double> _center = NumberOption.CreateOptional(ClassModelDefinitions.CenterBias);

    private readonly Option<ClassModelOptimizer> _optimizer = ChoiceOption.CreateOptional<ClassModelOptimizer>(
        ClassModelDefinitions.Optimizer);

    private readonly Option<double> _learningRate = NumberOption.CreateOptional(ClassModelDefinitions.LearningRate);
    private readonly Option<int> _iterations = NumberOption.CreateOptional(ClassModelDefinitions.Iterations);

    private readonly Option<ClassModelParametrization> _parametrization = ChoiceOption.CreateOptional<ClassModelParametrization>(
        ClassModelDefinitions.Parametrization);

    private readonly Option<ClassModelColors> _colors = ChoiceOption.CreateOptional<ClassModelColors>(
        ClassModelDefinitions.Colors);

    private readonly Option<ClassModelRange> _range = ChoiceOption.CreateOptional<ClassModelRange>(ClassModelDefinitions.Range);
    private readonly Option<double> _jitter = NumberOption.CreateOptional(ClassModelDefinitions.Jitter);
    private readonly Option<double> _scale = NumberOption.CreateOptional(ClassModelDefinitions.Scale);
    private readonly Option<double> _rotate = NumberOption.CreateOptional(ClassModelDefinitions.Rotate);
    private readonly Option<double> _blur = NumberOption.CreateOptional(ClassModelDefinitions.Blur);
    private readonly Option<double> _noise = NumberOption.CreateOptional(ClassModelDefinitions.StartNoise);
    private readonly Option<int> _seed = NumberOption.CreateOptional(ClassModelDefinitions.Seed);
    private readonly Option<int> _window = NumberOption.CreateOptional(ClassModelDefinitions.PlateauWindow);
    private readonly Option<double> _tolerance = NumberOption.CreateOptional(ClassModelDefinitions.PlateauTolerance);
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
}
