using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-ClassSaliency: images → one <see cref="ClassSaliency"/> per image and class.</summary>
[Cmdlet(VerbsCommon.Get, "ClassSaliency", DefaultParameterSetName = PathTop)]
[OutputType(typeof(ClassSaliency))]
public sealed class GetClassSaliencyCommand : AttributionCommand
{
    private const string PathTop = "PathTop", PathClass = "PathClass";
    private const string LiteralPathTop = "LiteralPathTop", LiteralPathClass = "LiteralPathClass";

    private SaliencyOptions _options = null!;

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
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    [RowPath]
    public override string[]? LiteralPath { get; set; }

    /// <summary>Maps for the so many best-scored classes.</summary>
    [Parameter(ParameterSetName = PathTop)]
    [Parameter(ParameterSetName = LiteralPathTop)]
    [ValidateRange(SaliencyDefinitions.TopMinimum, SaliencyDefinitions.TopMaximum)]
    public int Top { get; set; } = SaliencyDefinitions.TopDefault;

    /// <summary>Maps for these classes: indices, labels or wildcards.</summary>
    [Parameter(ParameterSetName = PathClass, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralPathClass, Mandatory = true)]
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

    private protected override Func<SaliencyPlan, SaliencyAnalyzer> Prepare(Network network)
    {
        _options = new SaliencyOptions
        {
            Attribution = Attribution, View = View, ScoreView = ScoreView, Top = Top, Classes = FindClasses(network),
            FullResolution = FullResolution, IncludePicture = IncludePicture, Threads = ThrottleLimit, MemoryLimit = MemoryLimit,
        };
        if (Layer is not null) this.RequireLayer(network, Layer);
        try
        {
            _ = new SaliencyAnalyzer(network, _options);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }

        WriteVerbose($"Method {Method}, view {View}, {_options.Classes?.Count ?? Math.Min(Top, network.ClassCount)} of "
            + $"{network.ClassCount} classes.");
        return plan => new SaliencyAnalyzer(network, _options, plan);
    }

    private protected override SaliencyPlan Plan(Network network) => SaliencyPlan.For(network, _options);

    private protected override AnalyzedImage<ClassSaliency> Analyze(SaliencyAnalyzer analyzer, string file, Parallelism parallel,
        IProgress<WorkProgress> progress) => new(
        file, () => analyzer.Read(file, Limits, parallel.Token),
        image => analyzer.Analyze(image, file, _options.Classes, parallel, progress));

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
