using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// A cmdlet that asks a network about pictures: finds them, works on several at once, and emits the results in the order of the pictures,
/// each as soon as it and all before it are there.
/// </summary>
/// <typeparam name="TAnalyzer">What one worker analyses pictures with.</typeparam>
/// <typeparam name="TResult">What comes of it, any number for each picture.</typeparam>
public abstract class AnalysisCommand<TAnalyzer, TResult> : PathCommand
{
    private readonly DelayedProgress _progress;
    private readonly Pace _pace = new();
    private OrderedQueue<TAnalyzer, AnalyzedPicture<TResult>>? _queue;
    private int _pictures;

    /// <summary>Prepares the progress display.</summary>
    /// <param name="activity">What the progress display says is being done.</param>
    private protected AnalysisCommand(string activity) => _progress = new(this, 1, activity);

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

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>Decodes JPEGs in full detail even where the network sees far less.</summary>
    [Parameter]
    public SwitchParameter FullResolution { get; set; }

    /// <summary>What PowerShell may take in memory, in bytes.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MemoryLimitMinimum, ReadingDefinitions.MemoryLimitMaximum)]
    public long? MemoryLimit { get; set; }

    /// <summary>Largest accepted picture, width × height.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MaximumPixelsMinimum, ReadingDefinitions.MaximumPixelsMaximum)]
    public long MaximumPixels { get; set; } = ReadingDefinitions.MaximumPixelsDefault;

    private protected override FileKind Kind => FileKind.Picture;

    private protected ImageLimits Limits => new(MaximumPixels);

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
        var create = Prepare(network);
        SaliencyPlan plan;
        try
        {
            plan = Plan(network);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.MemoryLimit(e, MemoryLimit));
            throw; // Not reached.
        }

        _queue = new(plan.Workers, ThrottleLimit, () => create(plan), Token);
        WriteVerbose($"{ThrottleLimit} threads, {plan.Workers} pictures at once.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var ahead = _pace.IsFast();
        var files = ResolveFiles();
        foreach (var file in files)
        {
            if (_queue!.IsFull) EmitNext(files.Count);
            _queue.Add((analyzer, parallel, progress) => Analyze(analyzer, file, parallel, progress));
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

    /// <summary>Checks the parameters against the network; what is wrong ends the pipeline. Returns what makes a worker's analyser.</summary>
    private protected abstract Func<SaliencyPlan, TAnalyzer> Prepare(Network network);

    /// <summary>Spreads the work, after <see cref="Prepare"/>.</summary>
    /// <exception cref="ArgumentException">Not even one picture fits into <see cref="MemoryLimit"/>.</exception>
    private protected abstract SaliencyPlan Plan(Network network);

    /// <summary>Reads and analyses one picture, on any thread; where that takes many passes, tells the share that is done.</summary>
    private protected abstract AnalyzedPicture<TResult> Analyze(TAnalyzer analyzer, string file, Parallelism parallel, Action<double> progress);

    // What came before comes out before.
    private protected override void Refuse(ErrorRecord error)
    {
        while (_queue!.Count > 0) EmitNext(_pictures);
        base.Refuse(error);
    }

    private protected override IEnumerable<string>? Enter(string folder) => Recurse ? List(folder) : null;

    private IEnumerable<string> List(string folder)
    {
        foreach (var (path, fault) in ImageFolder.List(folder, recurse: true))
            if (fault is null) yield return path;
            else Refuse(ErrorRecords.Picture(fault, path));
    }

    private void EmitNext(int files)
    {
        AnalyzedPicture<TResult>? picture = null;
        Emit(Results(), e => ErrorRecords.Picture(e, picture!.File));

        IEnumerable<TResult> Results()
        {
            _queue!.TryTake(out picture, Show);
            Report($": {picture!.File}", 0);
            _pictures++;
            var results = picture.Results;
            _pace.Work = picture.Duration;
            WriteVerbose($"'{picture.File}': {picture.Picture!.Width}×{picture.Picture.Height} pixels, decoded as {picture.Picture.Image.Width}×{picture.Picture.Image.Height}; {picture.Duration.TotalMilliseconds:F0} ms.");
            foreach (var result in results) yield return result;
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
