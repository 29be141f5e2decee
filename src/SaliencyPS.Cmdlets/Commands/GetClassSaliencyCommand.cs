using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Get-ClassSaliency: images → one <see cref="ClassSaliency"/>, or without maps <see cref="ClassScore"/>, per image and class.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ClassSaliency", DefaultParameterSetName = PathTop)]
[OutputType(typeof(ClassSaliency), typeof(ClassScore))]
public sealed class GetClassSaliencyCommand : AttributionCommand
{
    private const string PathTop = "PathTop", PathClass = "PathClass";
    private const string LiteralPathTop = "LiteralPathTop", LiteralPathClass = "LiteralPathClass";
    private const string ContentTop = "ContentTop", ContentClass = "ContentClass";
    private const string StreamTop = "StreamTop", StreamClass = "StreamClass";

    /// <summary>Prepares the progress display.</summary>
    public GetClassSaliencyCommand() : base("Computing class saliency") { }

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

    /// <summary>Leaves out classes that are less probable, before anything is computed for them.</summary>
    [Parameter]
    [ValidateRange(SaliencyDefinitions.MinimumProbabilityMinimum, SaliencyDefinitions.MinimumProbabilityMaximum)]
    public double MinimumProbability { get; set; } = SaliencyDefinitions.MinimumProbabilityDefault;

    /// <summary>Emits scores and makes no maps.</summary>
    [Parameter]
    public SwitchParameter NoMap { get; set; }

    private protected override NetworkAnalysis<SaliencyAnalyzer, object> Prepare(Network network)
    {
        var options = new SaliencyOptions
        {
            Attribution = Attribution, View = View, ScoreView = ScoreView, Top = Top, Classes = FindClasses(network),
            MinimumProbability = MinimumProbability, FullResolution = FullResolution, IncludePicture = IncludePicture,
            Threads = ThrottleLimit,
        };
        if (Layer is not null) this.RequireLayer(network, Layer);
        try
        {
            _ = new SaliencyAnalyzer(network, options);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }

        options = options with
        {
            Engine = this.ChooseEngine(Engine, network, engine => SaliencyPlan.For(network, options with { Engine = engine })),
        };
        WriteVerbose($"Method {Method}, view {View}, {options.Classes?.Count ?? Math.Min(Top, network.ClassCount)} of "
            + $"{network.ClassCount} classes.");
        return new(
            memory => SaliencyPlan.For(network, options with { MemoryLimit = memory }),
            plan => new SaliencyAnalyzer(network, options, plan),
            (analyzer, input, parallel, progress) => new(input.Path,
                () => input.Content is null ? analyzer.Read(input.Path, Limits, parallel.Token)
                    : analyzer.Decode(input.Content, Limits, parallel.Token),
                image => NoMap ? analyzer.Score(image, input.Path, options.Classes, parallel)
                    : analyzer.Analyze(image, input.Path, options.Classes, parallel, progress)));
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
