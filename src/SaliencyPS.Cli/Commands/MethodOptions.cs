using System.CommandLine;
using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How maps are made.</summary>
/// <param name="several">Whether several methods can be named, or all.</param>
internal sealed class MethodOptions(bool several = false)
{
    private static readonly AttributionOptions Standard = new();

    private readonly Option<SaliencyMethod> _method = ChoiceOption.Create(
        AttributionDefinitions.Method, Standard.Method, more: " docs/methods.md describes each method.");

    private readonly Option<SaliencyMethod[]> _methods = ChoiceOption.CreateMany(FaithfulnessDefinitions.Method,
        Enum.GetValues<SaliencyMethod>(), more: " docs/methods.md describes each method. May be repeated; by default gradient.");

    private readonly Option<bool> _all = SwitchOption.Create(FaithfulnessDefinitions.AllMethods);

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
        foreach (Option option in (Option[])[.. several ? (Option[])[_methods, _all] : [_method],
            _reduction, _layer, _contrast, _samples, _tolerance, _noise, _baseline, _window, _stride, _seed])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_all) is { Implicit: false } && result.GetResult(_methods) is { Implicit: false })
                result.AddError("--all-methods and --method exclude each other.");
        });
    }

    /// <summary>The methods that are named, or all that suit the network.</summary>
    /// <exception cref="UsageException">No method suits the network with these options.</exception>
    public IReadOnlyList<SaliencyMethod> Methods(ParseResult parse, Network network)
    {
        if (!parse.GetValue(_all))
            return parse.GetValue(_methods) is { Length: > 0 } named ? [.. named.Distinct()] : [Standard.Method];
        var (suitable, others) = FaithfulnessStudy.AllMethods(network, Options(parse));
        return suitable.Count > 0 ? suitable : throw new UsageException(others[0].Reason);
    }

    /// <summary>The engine's options; the standard method where several can be named.</summary>
    public AttributionOptions Options(ParseResult parse) => new()
    {
        Method = several ? Standard.Method : parse.GetValue(_method),
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
