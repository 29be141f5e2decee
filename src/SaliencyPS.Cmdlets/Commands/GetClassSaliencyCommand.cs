using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-ClassSaliency: pictures → one <see cref="ClassSaliency"/> per picture and class.</summary>
[Cmdlet(VerbsCommon.Get, "ClassSaliency", DefaultParameterSetName = PathTop)]
[OutputType(typeof(ClassSaliency))]
public sealed class GetClassSaliencyCommand : PathCommand
{
    private const string PathTop = "PathTop", PathClass = "PathClass";
    private const string LiteralPathTop = "LiteralPathTop", LiteralPathClass = "LiteralPathClass";

    private readonly DelayedProgress _progress;
    private SaliencyAnalyzer _analyzer = null!;
    private int _pictures;

    /// <summary>Prepares the progress display.</summary>
    public GetClassSaliencyCommand() => _progress = new(this, 1, "Computing class saliency");

    /// <inheritdoc/>
    [Parameter(ParameterSetName = PathTop, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PathClass, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public override string[]? Path { get; set; }

    /// <inheritdoc/>
    [Parameter(ParameterSetName = LiteralPathTop, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPathClass, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public override string[]? LiteralPath { get; set; }

    /// <summary>A network, its file, or its name in the store; by default the built-in network.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>The architecture of a network file that holds weights only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>Maps for the so many best-scored classes.</summary>
    [Parameter(ParameterSetName = PathTop)]
    [Parameter(ParameterSetName = LiteralPathTop)]
    [ValidateRange(1, 1000)]
    public int Top { get; set; } = 5;

    /// <summary>Maps for these classes: indices, labels or wildcards.</summary>
    [Parameter(ParameterSetName = PathClass, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralPathClass, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClassCompleter))]
    public string[]? Class { get; set; }

    /// <summary>What part of the picture the network is shown.</summary>
    [Parameter]
    public SaliencyView View { get; set; } = SaliencyView.Whole;

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>Largest accepted picture, width × height.</summary>
    [Parameter]
    [ValidateRange(1L, int.MaxValue)]
    public long MaximumPixels { get; set; } = ImageLimits.Default.MaximumPixels;

    private protected override FileKind Kind => FileKind.Picture;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var network = this.OpenNetwork(Network, Architecture);
        try
        {
            var classes = Class is null ? null : ClassSelector.Resolve(network, Class);
            var options = new SaliencyOptions { View = View, Top = Top, Classes = classes, Threads = ThrottleLimit };
            _analyzer = new SaliencyAnalyzer(network, options);
            WriteVerbose($"View {View}, {classes?.Count ?? Math.Min(Top, network.ClassCount)} of {network.ClassCount} classes, {ThrottleLimit} threads.");
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Class is null ? ErrorRecords.NetworkUnsuitable(e, network) : ErrorRecords.ClassNotFound(e, Class));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var files = ResolveFiles();
        for (var i = 0; i < files.Count; i++)
        {
            var file = files[i];
            _progress.Report($"Picture {++_pictures}: {file}", MyInvocation.ExpectingInput ? null : (double)i / files.Count);
            Emit(Analyze(file), e => ErrorRecords.Picture(e, file));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress.Complete();

    private IEnumerable<ClassSaliency> Analyze(string file)
    {
        var picture = ImageDecoder.Read(file, new ImageLimits(MaximumPixels), Token);
        WriteVerbose($"'{file}': {picture.Width}×{picture.Height} pixels.");
        foreach (var saliency in _analyzer.Analyze(picture, file, Token)) yield return saliency;
    }
}
