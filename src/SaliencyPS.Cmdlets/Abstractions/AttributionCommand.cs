using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that makes class saliency maps of images: the method and its parameters.</summary>
public abstract class AttributionCommand : AnalysisCommand<SaliencyAnalyzer, object>
{
    private static readonly AttributionOptions Standard = new();

    // The sessions that were told; several share one process under ForEach-Object -Parallel.
    private static readonly ConditionalWeakTable<Runspace, object> Warned = [];

    private protected AttributionCommand(string activity) : base(activity) { }

    /// <summary>How maps are made.</summary>
    [Parameter]
    public SaliencyMethod Method { get; set; } = Standard.Method;

    /// <summary>How the channels of a pixel become one value.</summary>
    [Parameter]
    public ChannelReduction? ChannelReduction { get; set; }

    /// <summary>The layer that CAM methods and excitation back-propagation look at: a name or number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string? Layer { get; set; }

    /// <summary>How much of what the maps of the best-scored other classes show too is taken from a map.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.ClassContrastMinimum, AttributionDefinitions.ClassContrastMaximum)]
    public double ClassContrast { get; set; } = Standard.ClassContrast;

    /// <summary>Noisy copies, masks or steps.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.SamplesMinimum, AttributionDefinitions.SamplesMaximum)]
    public int? SampleCount { get; set; }

    /// <summary>Stops sampling where further samples change a map by less than this share.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.ToleranceMinimum, AttributionDefinitions.ToleranceMaximum)]
    public double Tolerance { get; set; } = Standard.Tolerance;

    /// <summary>Noise as a share of the range of the network's input.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.NoiseLevelMinimum, AttributionDefinitions.NoiseLevelMaximum)]
    public double NoiseLevel { get; set; } = Standard.NoiseLevel;

    /// <summary>What integrated gradients start from and occlusion covers with.</summary>
    [Parameter]
    public Baseline Baseline { get; set; } = Standard.Baseline;

    /// <summary>Side of the occluding window.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.WindowMinimum, AttributionDefinitions.WindowMaximum)]
    public int? Window { get; set; }

    /// <summary>Pixels between two windows.</summary>
    [Parameter]
    [ValidateRange(AttributionDefinitions.StrideMinimum, AttributionDefinitions.StrideMaximum)]
    public int? Stride { get; set; }

    /// <summary>Decides noise and masks.</summary>
    [Parameter]
    public int Seed { get; set; } = Standard.Seed;

    private protected override void Notice(object first)
    {
        var (path, unfamiliar) = first is ClassScore score ? (score.Path, score.IsUnfamiliar)
            : first is ClassSaliency map ? (map.Path, map.IsUnfamiliar) : ("", null);
        if (unfamiliar == true && Warned.TryAdd(Runspace.DefaultRunspace, new object()))
            WriteWarning($"'{path}' is unlike the rendered scenes that the built-in network knows, and its answers mean "
                + "nothing there. -Network names another network, Set-SaliencyNetwork NAME -Default makes one the default. (Told "
                + "once a session.)");
    }

    /// <summary>The engine's options.</summary>
    private protected AttributionOptions Attribution => new()
    {
        Method = Method, ChannelReduction = ChannelReduction, Layer = Layer, ClassContrast = ClassContrast,
        Samples = SampleCount, Tolerance = Tolerance, NoiseLevel = NoiseLevel, Baseline = Baseline,
        Window = Window, Stride = Stride, Seed = Seed,
    };
}
