using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Get-ClassSaliency: pictures → one <see cref="ClassSaliency"/> per picture and class.</summary>
[Cmdlet(VerbsCommon.Get, "ClassSaliency", DefaultParameterSetName = PathTop)]
[OutputType(typeof(ClassSaliency))]
public sealed class GetClassSaliencyCommand : AttributionCommand
{
    private const string PathTop = "PathTop", PathClass = "PathClass";
    private const string LiteralPathTop = "LiteralPathTop", LiteralPathClass = "LiteralPathClass";

    private readonly DelayedProgress _progress;
    private readonly Pace _pace = new();
    private SaliencyOptions _options = null!;
    private OrderedQueue<SaliencyAnalyzer, AnalyzedPicture>? _queue;
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

    /// <summary>Takes the pictures in folders, and in the folders within them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

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

    /// <summary>Decodes JPEGs in full detail even where the network sees far less.</summary>
    [Parameter]
    public SwitchParameter FullResolution { get; set; }

    /// <summary>What PowerShell may take in memory, in bytes.</summary>
    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long? MemoryLimit { get; set; }

    /// <summary>Largest accepted picture, width × height.</summary>
    [Parameter]
    [ValidateRange(1L, int.MaxValue)]
    public long MaximumPixels { get; set; } = ImageLimits.Default.MaximumPixels;

    private protected override FileKind Kind => FileKind.Picture;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _queue?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var network = this.OpenNetwork(Network, Architecture);
        _options = new SaliencyOptions
        {
            Attribution = Attribution, View = View, Top = Top, Classes = FindClasses(network), FullResolution = FullResolution, Threads = ThrottleLimit, MemoryLimit = MemoryLimit,
        };
        try
        {
            _ = new SaliencyAnalyzer(network, _options);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }

        var plan = MakePlan(network);
        _queue = new(plan.Workers, ThrottleLimit, () => new SaliencyAnalyzer(network, _options, plan), Token);
        WriteVerbose($"Method {Method}, view {View}, {_options.Classes?.Count ?? Math.Min(Top, network.ClassCount)} of {network.ClassCount} classes, {ThrottleLimit} threads, {plan.Workers} pictures at once.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var ahead = _pace.IsFast();
        var files = ResolveFiles();
        foreach (var file in files)
        {
            if (_queue!.IsFull) EmitNext(files.Count);
            _queue.Add((analyzer, parallel, progress) => new AnalyzedPicture(analyzer, file, new ImageLimits(MaximumPixels), _options, parallel, progress));
            while (_queue.IsReady) EmitNext(files.Count);
        }

        while (!ahead && _queue!.Count > 0) EmitNext(files.Count);
        _pace.Leave();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        while (_queue!.Count > 0) EmitNext(_pictures);
        _progress.Complete();
    }

    // What came before comes out before.
    private protected override void Refuse(ErrorRecord error)
    {
        while (_queue!.Count > 0) EmitNext(_pictures);
        base.Refuse(error);
    }

    private protected override IEnumerable<string>? Enter(string folder) =>
        Recurse ? PictureFolder.Pictures(folder, (e, path) => Refuse(ErrorRecords.Picture(e, path))) : null;

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

    private SaliencyPlan MakePlan(Network network)
    {
        try
        {
            return SaliencyPlan.For(network, _options);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.MemoryLimit(e, MemoryLimit));
            throw; // Not reached.
        }
    }

    private void EmitNext(int files)
    {
        AnalyzedPicture? picture = null;
        Emit(Maps(), e => ErrorRecords.Picture(e, picture!.File));

        IEnumerable<ClassSaliency> Maps()
        {
            _queue!.TryTake(out picture, Show);
            Report($": {picture!.File}", 0);
            _pictures++;
            var maps = picture.Maps;
            _pace.Work = picture.Duration;
            WriteVerbose($"'{picture.File}': {picture.Picture!.Width}×{picture.Picture.Height} pixels, decoded as {picture.Picture.Image.Width}×{picture.Picture.Image.Height}; {picture.Duration.TotalMilliseconds:F0} ms.");
            foreach (var map in maps) yield return map;
        }

        // Only methods of many passes tell anything on the way.
        void Show(double share)
        {
            if (share > 0) Report(string.Create(CultureInfo.CurrentCulture, $", {share:P0} done"), share);
        }

        void Report(string status, double share) =>
            _progress.Report($"Picture {_pictures + 1}{status}", MyInvocation.ExpectingInput ? null : (_pictures + share) / files);
    }
}
