using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// A cmdlet that asks a network about images: finds them, works on several at once, and emits the results in the order of the
/// images, each as soon as it and all before it are there.
/// </summary>
/// <typeparam name="TAnalyzer">What one worker analyses images with.</typeparam>
/// <typeparam name="TResult">What comes of it, any number for each image.</typeparam>
public abstract class AnalysisCommand<TAnalyzer, TResult> : PathCommand
{
    private readonly DelayedProgress _progress;
    private readonly Pace _pace = new();
    private OrderedQueue<TAnalyzer, AnalyzedImage<TResult>>? _queue;
    private int _images;

    /// <summary>Prepares the progress display.</summary>
    /// <param name="activity">What the progress display says is being done.</param>
    private protected AnalysisCommand(string activity) => _progress = new(this, 1, activity);

    /// <summary>Takes the images in folders, and in the folders within them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>A network, its file, or its name in the store; by default the built-in network.</summary>
    [Parameter]
    [ValidateNotNull]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>The architecture of a network file that holds weights only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>The output of an ONNX file whose values are the class scores, where the file has several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Output { get; set; }

    /// <summary>Threads.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <summary>Decodes JPEGs in full detail even where the network sees far less.</summary>
    [Parameter]
    public SwitchParameter FullResolution { get; set; }

    /// <summary>Keeps the images' files with the results, for where the files themselves are not.</summary>
    [Parameter]
    public SwitchParameter IncludePicture { get; set; }

    /// <summary>What PowerShell may take in memory, in bytes.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MemoryLimitMinimum, ReadingDefinitions.MemoryLimitMaximum)]
    public long? MemoryLimit { get; set; }

    /// <summary>Largest accepted image, width × height.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MaximumPixelsMinimum, ReadingDefinitions.MaximumPixelsMaximum)]
    public long MaximumPixels { get; set; } = ReadingDefinitions.MaximumPixelsDefault;

    private protected override FileKind Kind => FileKind.Image;

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
        var network = this.OpenNetwork(Network, Architecture, Output);
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
        WriteVerbose($"{ThrottleLimit} threads, {plan.Workers} images at once.");
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
        while (_queue!.Count > 0) EmitNext(_images);
        _progress.Complete();
    }

    /// <summary>
    /// Checks the parameters against the network; what is wrong ends the pipeline. Returns what makes a worker's analyser.
    /// </summary>
    private protected abstract Func<SaliencyPlan, TAnalyzer> Prepare(Network network);

    /// <summary>Spreads the work, after <see cref="Prepare"/>.</summary>
    /// <exception cref="ArgumentException">Not even one image fits into <see cref="MemoryLimit"/>.</exception>
    private protected abstract SaliencyPlan Plan(Network network);

    /// <summary>
    /// Reads and analyses one image, on any thread; where that takes many passes, tells the share that is done.
    /// </summary>
    private protected abstract AnalyzedImage<TResult> Analyze(TAnalyzer analyzer, string file, Parallelism parallel,
        IProgress<WorkProgress> progress);

    /// <summary>Says what is to be said of an image besides its results; told the first of them.</summary>
    private protected virtual void Notice(TResult first) { }

    // What came before comes out before.
    private protected override void Refuse(ErrorRecord error)
    {
        while (_queue!.Count > 0) EmitNext(_images);
        base.Refuse(error);
    }

    private protected override IEnumerable<string>? Enter(string folder) => Recurse ? List(folder) : null;

    private IEnumerable<string> List(string folder)
    {
        foreach (var (path, fault) in ImageFolder.List(folder, recurse: true))
            if (fault is null) yield return path;
            else Refuse(ErrorRecords.Image(fault, path));
    }

    private void EmitNext(int files)
    {
        AnalyzedImage<TResult>? image = null;
        Emit(Results(), e => ErrorRecords.Image(e, image!.File));

        IEnumerable<TResult> Results()
        {
            _queue!.TryTake(out image, Show);
            Report($": {image!.File}", 0);
            _images++;
            var results = image.Results;
            _pace.Work = image.Duration;
            WriteVerbose(
                $"'{image.File}': {image.Image!.Width}×{image.Image.Height} pixels, decoded as {image.Image.Image.Width}×"
                    + $"{image.Image.Image.Height}; {image.Duration.TotalMilliseconds:F0} ms.");
            if (results is [var first, ..]) Notice(first);
            foreach (var result in results) yield return result;
        }

        // Only methods of many passes tell anything on the way.
        void Show(WorkProgress progress)
        {
            if (progress.Share is > 0 and var share)
                Report(string.Create(CultureInfo.CurrentCulture, $", {share:P0} done"), share);
        }

        void Report(string status, double share) =>
            _progress.Report($"Image {_images + 1}{status}", MyInvocation.ExpectingInput ? null : (_images + share) / files);
    }
}
