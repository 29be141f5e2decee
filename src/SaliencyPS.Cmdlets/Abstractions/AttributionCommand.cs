using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that makes class saliency maps of images: the images, the classes, the method and its parameters.</summary>
public abstract class AttributionCommand : AnalysisCommand<object>
{
    private protected const string PathTop = "PathTop", PathClass = "PathClass";
    private const string LiteralPathTop = "LiteralPathTop", LiteralPathClass = "LiteralPathClass";
    private const string ContentTop = "ContentTop", ContentClass = "ContentClass";
    private const string StreamTop = "StreamTop", StreamClass = "StreamClass";

    private static readonly AttributionOptions Standard = new();

    // The sessions that were told; several share one process under ForEach-Object -Parallel.
    private static readonly ConditionalWeakTable<Runspace, object> Warned = [];

    private protected AttributionCommand(string activity) : base(activity) { }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = PathTop, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = PathClass, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Path { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LiteralPathTop, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathClass, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public override string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ContentTop, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = ContentClass, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override byte[]? Content { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = StreamTop, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = StreamClass, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override Stream? Stream { get; set; }

    /// <summary>Maps for the so many best-scored classes.</summary>
    [Parameter(ParameterSetName = PathTop)]
    [Parameter(ParameterSetName = LiteralPathTop)]
    [Parameter(ParameterSetName = ContentTop)]
    [Parameter(ParameterSetName = StreamTop)]
    [ValidateRange(SaliencyDefinitions.TopMinimum, SaliencyDefinitions.TopMaximum)]
    public int Top { get; set; } = SaliencyDefinitions.TopDefault;

    /// <summary>Maps for these classes: indices, labels or wildcards.</summary>
    [Parameter(ParameterSetName = PathClass, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralPathClass, Mandatory = true)]
    [Parameter(ParameterSetName = ContentClass, Mandatory = true)]
    [Parameter(ParameterSetName = StreamClass, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClassCompleter))]
    public string[]? Class { get; set; }

    /// <summary>What part of the image the network is shown.</summary>
    [Parameter]
    public SaliencyView View { get; set; } = SaliencyView.Whole;

    /// <summary>What the network is shown for the scores.</summary>
    [Parameter]
    public SaliencyView? ScoreView { get; set; }

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
        var (path, unfamiliar) = first switch
        {
            ClassScore score => (score.Path, score.IsUnfamiliar),
            ClassSaliency map => (map.Path, map.IsUnfamiliar),
            FaithfulnessDetail map => (map.Path, map.IsUnfamiliar),
            _ => ("", null),
        };
        if (unfamiliar == true && Warned.TryAdd(Runspace.DefaultRunspace, new object()))
            WriteWarning($"'{path}' is unlike the rendered scenes that the built-in network knows, and its answers mean "
                + "nothing there. -Network names another network, Set-SaliencyNetwork NAME -Default makes one the default. (Told "
                + "once a session.)");
    }

    /// <summary>What to compute with a network; a class or layer that it has not, or an engine that cannot, ends the
    /// pipeline.</summary>
    private protected SaliencyOptions Options(Network network, SaliencyMethod method)
    {
        if (Layer is not null) this.RequireLayer(network, Layer);
        var options = new SaliencyOptions
        {
            Attribution = new()
            {
                Method = method, ChannelReduction = ChannelReduction, Layer = Layer, ClassContrast = ClassContrast,
                Samples = SampleCount, Tolerance = Tolerance, NoiseLevel = NoiseLevel, Baseline = Baseline,
                Window = Window, Stride = Stride, Seed = Seed,
            },
            View = View, ScoreView = ScoreView, Top = Top, Classes = FindClasses(network), FullResolution = FullResolution,
            Threads = ThrottleLimit, BatchSize = Batch,
        };
        return options with
        {
            Engine = this.ChooseEngine(Request, network, engine => SaliencyPlan.For(network, options with { Engine = engine })),
        };
    }

    /// <summary>What is done to images with a network; options that do not fit it end the pipeline.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="analyze">Given a worker's analyser and images with their paths, makes the results of each.</param>
    private protected NetworkAnalysis<object> Prepare(Network network, SaliencyOptions options,
        Func<SaliencyAnalyzer, IReadOnlyList<(DecodedImage Image, string Path)>, Parallelism, IProgress<WorkProgress>?,
            IReadOnlyList<object>[]> analyze)
    {
        try
        {
            _ = new SaliencyAnalyzer(network, options);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }

        WriteVerbose($"Method {options.Attribution.Method}, view {View}, "
            + $"{options.Classes?.Count ?? Math.Min(Top, network.ClassCount)} of {network.ClassCount} classes.");
        return new(memory => SaliencyPlan.For(network, options with { MemoryLimit = memory }), plan =>
        {
            var analyzer = new SaliencyAnalyzer(network, options, plan);
            return new((input, token) => analyzer.Read(input, Limits, token),
                (images, parallel, progress) => analyze(analyzer, images, parallel, progress));
        });
    }

    private IReadOnlyList<int>? FindClasses(Network network)
    {
        try
        {
            return Class is null ? null : ClassSelector.Resolve(network, Class);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.ClassNotFound(e, Class!));
            throw; // Not reached.
        }
    }
}
