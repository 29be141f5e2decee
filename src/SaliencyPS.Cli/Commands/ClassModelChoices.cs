using System.CommandLine;
using SaliencyPS.ClassModels;
using SaliencyPS.ClassModels.Optimizers;
using SaliencyPS.ClassModels.Regularizers;
using SaliencyPS.ClassModels.Transformations;

namespace SaliencyPS.Cli.Commands;

/// <summary>How a class model image is made: a preset, and what is to be different from it.</summary>
internal sealed class ClassModelChoices
{
    private readonly Option<string> _preset = new("--preset")
    {
        Description = string.Join(" ", ClassModelPreset.All.Select(preset => $"{preset.Name.ToLowerInvariant()}: {preset.Description}")) + " All other options change it.",
        HelpName = string.Join("|", ClassModelPreset.All.Select(preset => preset.Name)).ToLowerInvariant(),
        DefaultValueFactory = _ => ClassModelPreset.All[0].Name,
        CustomParser = result =>
        {
            var name = result.Tokens[^1].Value;
            if (ClassModelPreset.Find(name) is { } preset) return preset.Name;
            result.AddError($"--preset takes {string.Join(" or ", ClassModelPreset.All.Select(p => p.Name)).ToLowerInvariant()}; '{name}' is none of them.");
            return name;
        },
    };

    private readonly Option<ClassModelObjective> _objective = ChoiceOption.Create<ClassModelObjective>(
        "--objective", "What to maximise: the class's score, as the paper does, or its probability.");

    private readonly Option<double> _lambda = NumberOption.Create(
        "--lambda", "Weight of the squared length of the image, which is kept small; the plain preset fits it to the network in every step.", null, 0.0, double.MaxValue);

    private readonly Option<double> _variation = NumberOption.Create(
        "--total-variation", "Weight of the differences between neighbours, in gradients of the score.", null, 0.0, double.MaxValue);

    private readonly Option<double> _center = NumberOption.Create(
        "--center-bias", "Weight of what is far from the middle.", null, 0.0, double.MaxValue);

    private readonly Option<ClassModelOptimizer> _optimizer = ChoiceOption.Create<ClassModelOptimizer>("--optimizer", "How gradients become steps.");

    private readonly Option<double> _learningRate = NumberOption.Create(
        "--learning-rate", "Length of a step; by default fitted to the network.", null, double.Epsilon, double.MaxValue);

    private readonly Option<int> _iterations = NumberOption.Create<int>("--iterations", "Number of steps.", null, 0, 1_000_000);

    private readonly Option<ClassModelParametrization> _parametrization = ChoiceOption.Create<ClassModelParametrization>(
        "--parametrization", "What the steps change: pixels, or waves as strong as in photographs.");

    private readonly Option<ClassModelColors> _colors = ChoiceOption.Create<ClassModelColors>(
        "--colors", "Along which axes colours change: the network's channels, or those of photographs.");

    private readonly Option<ClassModelRange> _range = ChoiceOption.Create<ClassModelRange>(
        "--range", "Whether the network sees levels beyond black and white, which the picture cuts off.");

    private readonly Option<double> _jitter = NumberOption.Create("--jitter", "Move the picture by up to this share of its side in every step.", null, 0.0, 1.0);
    private readonly Option<double> _scale = NumberOption.Create("--scale", "Make it larger or smaller by up to this share.", null, 0.0, 4.0);
    private readonly Option<double> _rotate = NumberOption.Create("--rotate", "Turn it by up to this many degrees.", null, 0.0, 180.0);

    private readonly Option<double> _blur = NumberOption.Create(
        "--blur", "Blur it at first by this standard deviation, a share of its side, and less and less up to the last step.", null, 0.0, 1.0);

    private readonly Option<double> _noise = NumberOption.Create(
        "--start-noise", "Begin with noise of this strength, in 8-bit levels, not with the mean image.", null, 0.0, 255.0);

    private readonly Option<int> _seed = NumberOption.Create<int>("--seed", "Decides all that is random.", null, int.MinValue, int.MaxValue);

    private readonly Option<int> _window = NumberOption.Create<int>(
        "--plateau-window", "Stop where so many steps have hardly raised the score; 0 takes all steps.", null, 0, 1_000_000);

    private readonly Option<double> _tolerance = NumberOption.Create(
        "--plateau-tolerance", "The share of the whole rise that these steps must bring.", null, 0.0, 1.0);

    private readonly Option<int> _threads = NumberOption.Create("--threads", "Threads to use.", Environment.ProcessorCount, 1, 1024);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[
            _preset, _objective, _lambda, _variation, _center, _optimizer, _learningRate, _iterations, _parametrization, _colors, _range,
            _jitter, _scale, _rotate, _blur, _noise, _seed, _window, _tolerance, _threads]) command.Add(option);
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
