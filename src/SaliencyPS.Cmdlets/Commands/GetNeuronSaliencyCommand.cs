using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-NeuronSaliency: images → one <see cref="NeuronSaliency"/> per image and neuron of a layer.</summary>
[Cmdlet(VerbsCommon.Get, "NeuronSaliency", DefaultParameterSetName = PathSet)]
[OutputType(typeof(NeuronSaliency))]
public sealed class GetNeuronSaliencyCommand : AnalysisCommand<NeuronAnalyzer, NeuronSaliency>
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath";

    private NeuronQuery _query = null!;

    /// <summary>Prepares the progress display.</summary>
    public GetNeuronSaliencyCommand() : base("Computing neuron saliency") { }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Path { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public override string[]? LiteralPath { get; set; }

    /// <summary>The layer: its name or number.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string Layer { get; set; } = "";

    /// <summary>Channels of the layer.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Channel { get; set; }

    /// <summary>Row and column in the layer's grid.</summary>
    [Parameter]
    [ValidateCount(2, 2)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Position { get; set; }

    /// <summary>The so many neurons with the largest activation.</summary>
    [Parameter]
    [ValidateRange(NeuronDefinitions.StrongestMinimum, NeuronDefinitions.StrongestMaximum)]
    public int? Strongest { get; set; }

    /// <summary>What rectifiers do to the signal on its way back.</summary>
    [Parameter]
    public GradientRule Rule { get; set; }

    /// <summary>How the channels of a pixel become one value.</summary>
    [Parameter]
    public ChannelReduction ChannelReduction { get; set; }

    /// <summary>What part of the image the network is shown.</summary>
    [Parameter]
    [ValidateSet(nameof(SaliencyView.Whole), nameof(SaliencyView.Center))]
    public SaliencyView View { get; set; } = SaliencyView.Whole;

    private protected override Func<SaliencyPlan, NeuronAnalyzer> Prepare(Network network)
    {
        this.RequireLayer(network, Layer);
        try
        {
            _query = new NeuronQuery(network, new NeuronOptions
            {
                Layer = Layer,
                Channels = Channel,
                Position = Position is [var row, var column] ? (row, column) : null,
                Strongest = Strongest,
                Rule = Rule,
                ChannelReduction = ChannelReduction,
                View = View,
                FullResolution = FullResolution,
                IncludePicture = IncludePicture,
                Threads = ThrottleLimit,
                MemoryLimit = MemoryLimit,
            });
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(network.Input.Channels is 1 or 3 ? ErrorRecords.NeuronNotFound(e, Layer)
                : ErrorRecords.NetworkUnsuitable(e, network));
        }

        WriteVerbose($"Layer '{_query.Layer}' of shape {_query.Layer.Shape}, rule {Rule}, view {View}, {_query.Count} neurons.");
        return plan => new NeuronAnalyzer(_query, plan);
    }

    private protected override SaliencyPlan Plan(Network network) => _query.Plan();

    private protected override AnalyzedImage<NeuronSaliency> Analyze(NeuronAnalyzer analyzer, string file, Parallelism parallel,
        IProgress<WorkProgress> progress) => new(
        file, () => analyzer.Read(file, Limits, parallel.Token), image => analyzer.Analyze(image, file, parallel));
}
