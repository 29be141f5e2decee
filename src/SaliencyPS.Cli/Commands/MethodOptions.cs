using System.CommandLine;
using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How maps are made.</summary>
internal sealed class MethodOptions
{
    private static readonly AttributionOptions Standard = new();

    private readonly Option<SaliencyMethod> _method = ChoiceOption.Create(
        AttributionDefinitions.Method, Standard.Method, more: " docs/methods.md describes each method.");

    private readonly Option<ChannelReduction> _reduction = ChoiceOption.CreateOptional<ChannelReduction>(
        AttributionDefinitions.ChannelReduction);

    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "The layer that CAM methods and excitation back-propagation look at: a name or number from 'network show "
            + "--layers'.", HelpName = "LAYER",
    };

    private readonly Option<double> _contrast = NumberOption.Create(AttributionDefinitions.ClassContrast);
    private readonly Option<int> _samples = NumberOption.CreateOptional(AttributionDefinitions.Samples);
    private readonly Option<double> _tolerance = NumberOption.Create(AttributionDefinitions.Tolerance);
    private readonly Option<double> _noise = NumberOption.Create(AttributionDefinitions.NoiseLevel);
    private readonly Option<Baseline> _baseline = ChoiceOption.Create(AttributionDefinitions.Baseline, Standard.Baseline);
    private readonly Option<int> _window = NumberOption.CreateOptional(AttributionDefinitions.Window);
    private readonly Option<int> _stride = NumberOption.CreateOptional(AttributionDefinitions.Stride);
    private readonly Option<int> _seed = NumberOption.Create(AttributionDefinitions.Seed);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_method,
            _reduction, _layer, _contrast, _samples, _tolerance, _noise, _baseline, _window, _stride, _seed])
            command.Add(option);
    }

    /// <summary>The engine's options.</summary>
    public AttributionOptions Options(ParseResult parse) => new()
    {
        Method = parse.GetValue(_method),
        ChannelReduction = parse.Given(_reduction),
        Layer = parse.GetValue(_layer),
        ClassContrast = parse.GetValue(_contrast),
        Samples = parse.Given(_samples),
        Tolerance = parse.GetValue(_tolerance),
        NoiseLevel = parse.GetValue(_noise),
        Baseline = parse.GetValue(_baseline),
        Window = parse.Given(_window),
        Stride = parse.Given(_stride),
        Seed = parse.GetValue(_seed),
    };
}
