using System.CommandLine;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary>How maps are made.</summary>
internal sealed class MethodOptions
{
    private static readonly AttributionOptions Standard = new();

    private readonly Option<SaliencyMethod> _method = ChoiceOption.Create("--method", "How maps are made; docs/methods.md describes each method.", Standard.Method);

    private readonly Option<ChannelReduction> _reduction = ChoiceOption.Create<ChannelReduction>(
        "--channel-reduction", "How the channels of a pixel become one value; by default what is customary with the method.");

    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "The layer that CAM methods and excitation back-propagation look at: a name or number from 'network show --layers'.", HelpName = "LAYER",
    };

    private readonly Option<double> _contrast = NumberOption.Create(
        "--class-contrast", "Take from a map so much of what those of the five best-scored other classes show too.", Standard.ClassContrast, 0.0, 1.0);

    private readonly Option<int> _samples = NumberOption.Create<int>("--samples", "Noisy copies, masks or steps; by default the method's own number.", null, 1, 1_000_000);

    private readonly Option<double> _tolerance = NumberOption.Create(
        "--tolerance", "Stop sampling where 32 more samples change a map by less than this share.", Standard.Tolerance, 0.0, 0.999);

    private readonly Option<double> _noise = NumberOption.Create("--noise-level", "Noise as a share of the range of the network's input.", Standard.NoiseLevel, 0.0, 100.0);

    private readonly Option<Baseline> _baseline = ChoiceOption.Create("--baseline", "What integrated gradients start from and occlusion covers with.", Standard.Baseline);

    private readonly Option<int> _window = NumberOption.Create<int>("--window", "Side of the occluding window in pixels of the network's input.", null, 1, 100_000);

    private readonly Option<int> _stride = NumberOption.Create<int>("--stride", "Pixels between two occluding windows.", null, 1, 100_000);

    private readonly Option<int> _seed = NumberOption.Create("--seed", "Decides noise and masks.", Standard.Seed, int.MinValue, int.MaxValue);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_method, _reduction, _layer, _contrast, _samples, _tolerance, _noise, _baseline, _window, _stride, _seed]) command.Add(option);
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
