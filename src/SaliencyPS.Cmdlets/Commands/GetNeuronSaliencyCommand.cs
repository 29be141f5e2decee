using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency.Neurons;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-NeuronSaliency: images → one <see cref="NeuronSaliency"/> per image and neuron of a layer.</summary>
[Cmdlet(VerbsCommon.Get, "NeuronSaliency", DefaultParameterSetName = PathSet)]
[OutputType(typeof(NeuronSaliency))]
public sealed class GetNeuronSaliencyCommand : AnalysisCommand<NeuronSaliency>
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath", ContentSet = "Content", StreamSet = "Stream";

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
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public override string[]? LiteralPath { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ContentSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public override byte[]? Content { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = StreamSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override Stream? Stream { get; set; }

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

    /// <summary>Keeps the images' files with the results, for where the files themselves are not.</summary>
    [Parameter]
    public SwitchParameter IncludePicture { get; set; }

    private protected override NetworkAnalysis<NeuronSaliency> Prepare(Network network)
    {
        this.RequireLayer(network, Layer);
        var chosen = this.ChooseEngine(Request, network, engine => Query(network, engine, memory: null).Plan());
        var query = Query(network, chosen, memory: null);
        WriteVerbose($"Layer '{query.Layer}' of shape {query.Layer.Shape}, rule {Rule}, view {View}, {query.Count} neurons.");
        return new(memory => Query(network, chosen, memory).Plan(), plan =>
        {
            var analyzer = new NeuronAnalyzer(query, plan);
            return new((input, token) => analyzer.Read(input, Limits, token),
                (images, parallel, _) => analyzer.Analyze(images, parallel));
        });
    }

    private NeuronQuery Query(Network network, IComputeEngine engine, long? memory)
    {
        try
        {
            return new NeuronQuery(network, new NeuronOptions
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
                BatchSize = Batch,
                MemoryLimit = memory,
                Engine = engine,
            });
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(network.Input.Channels is 1 or 3 ? ErrorRecords.NeuronNotFound(e, Layer)
                : ErrorRecords.NetworkUnsuitable(e, network));
            throw; // Not reached.
        }
    }
}
