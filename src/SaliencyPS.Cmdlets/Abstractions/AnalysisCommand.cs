using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Files;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Runs;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// A cmdlet that asks networks about images: finds them, works on several at once, and emits the results in the order of the
/// images, and for each of the networks, each as soon as it and all before it are there.
/// </summary>
/// <typeparam name="TResult">What comes of an image, any number of them.</typeparam>
public abstract class AnalysisCommand<TResult> : PathCommand
{
    private readonly DelayedProgress _progress;
    private readonly PassedOverImages _passedOver = new();
    private readonly Pace _pace = new();
    private NetworkAnalysis<TResult>[] _analyses = [];
    private OrderedQueue<Lazy<ImageBatch<TResult>>[], AnalyzedImage<TResult>[]>? _queue;
    private readonly List<AnalysisInput> _waiting = [];
    private readonly Dictionary<string, ContentSource> _sources = [];
    private readonly MemoryStream _bytes = new();
    private ImageAdmission? _admission;
    private int _images, _batch;
    private string? _root;

    /// <summary>Prepares the progress display.</summary>
    /// <param name="activity">What the progress display says is being done.</param>
    private protected AnalysisCommand(string activity) => _progress = new(this, 1, activity);

    /// <summary>Takes the images in folders, and in the folders within them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Takes only the images of one of several shards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Shard { get; set; }

    /// <summary>The folder below which an image's path decides its shard.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Networks, their files, or their names in the store; where none is given, the default network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument[]? Network { get; set; }

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

    /// <summary>Images in one pass of the network.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.BatchSizeMinimum, ReadingDefinitions.BatchSizeMaximum)]
    public int? BatchSize { get; set; }

    /// <summary>Decodes JPEGs in full detail even where the network sees far less.</summary>
    [Parameter]
    public SwitchParameter FullResolution { get; set; }

    /// <summary>Libraries that may decode formats besides JPEG, PNG and BMP.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public OptionalCodec[]? Codec { get; set; }

    /// <summary>What runs the network.</summary>
    [Parameter]
    public EngineChoice Engine { get; set; } = EngineChoice.Managed;

    /// <summary>The device that runs it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Device { get; set; }

    /// <summary>The numbers of products.</summary>
    [Parameter]
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>What PowerShell may take in memory, in bytes.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MemoryLimitMinimum, ReadingDefinitions.MemoryLimitMaximum)]
    public long? MemoryLimit { get; set; }

    /// <summary>Seconds that one image may take.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.TimeLimitMinimum, ReadingDefinitions.TimeLimitMaximum)]
    public double? TimeLimit { get; set; }

    /// <summary>Largest accepted image, width × height.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.MaximumPixelsMinimum, ReadingDefinitions.MaximumPixelsMaximum)]
    public long MaximumPixels { get; set; } = ReadingDefinitions.MaximumPixelsDefault;

    /// <summary>The bytes of an image file; overridden to say in which parameter sets it is.</summary>
    public abstract byte[]? Content { get; set; }

    /// <summary>A stream with an image file; overridden to say in which parameter sets it is.</summary>
    public abstract Stream? Stream { get; set; }

    private protected override FileKind Kind => FileKind.Image;

    /// <summary>Which images are taken.</summary>
    private protected Shard Part { get; private set; } = Runs.Shard.Whole;

    private protected EngineRequest Request => new(Engine, Device, Precision);

    // Time is limited image by image, and several networks take turns with each.
    private protected int? Batch => TimeLimit is null && Network is not { Length: > 1 } ? BatchSize : 1;

    private protected ImageLimits Limits => new(MaximumPixels) { Codecs = Codec };

    /// <inheritdoc/>
    public override void Dispose()
    {
        _queue?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ChooseShard();
        this.RequireEngine(() => OptionalCodecs.Require(Limits), Codec);
        this.RequireEngine(() => EngineSelection.Require(Request), Engine);
        NetworkArgument?[] networks = [null]; // the built-in one
        if (Network is not null) networks = Network;
        _analyses = [.. networks.Select(argument => Prepare(this.OpenNetwork(argument, Architecture, Output, Engine)))];
        SaliencyPlan[] plans;
        int workers;
        try
        {
            (plans, workers) = SaliencyPlan.Share([.. _analyses.Select(analysis => analysis.Plan)], MemoryLimit);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.MemoryLimit(e, MemoryLimit));
            throw; // Not reached.
        }

        _admission = new(plans, MemoryLimit, TimeLimit, FullResolution, isDrawn: false);
        _batch = plans.Max(plan => plan.Images);
        _queue = new(workers, ThrottleLimit,
            () => [.. _analyses.Zip(plans, (analysis, plan) => new Lazy<ImageBatch<TResult>>(() => analysis.Create(plan)))],
            Token);
        WriteVerbose($"{ThrottleLimit} threads, {workers * _batch} images at once, {_batch} in a pass.");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var ahead = _pace.IsFast();
        var inputs = Inputs();
        foreach (var input in inputs) Wait(input, inputs.Count);
        while (!ahead && _queue!.Count > 0) EmitNext(inputs.Count);
        _pace.Leave();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_bytes.Length > 0) Wait(AnalysisInput.Of(_bytes.ToArray()), 1);
        Analyze(_images);
        while (_queue!.Count > 0) EmitNext(_images);
        _progress.Complete();
        if (_passedOver.Message is { } message) WriteWarning(message);
    }

    /// <summary>Checks the parameters against a network; what is wrong ends the pipeline.</summary>
    private protected abstract NetworkAnalysis<TResult> Prepare(Network network);

    private IReadOnlyList<AnalysisInput> Inputs()
    {
        // An array in a pipeline arrives byte by byte; all of them are one image.
        if (Content is [var single] && MyInvocation.ExpectingInput) _bytes.WriteByte(single);
        else if (Content is not null) return [AnalysisInput.Of(Content)];
        else if (Stream is FileStream { CanSeek: true, Position: 0 } file) return [new(file.Name)];
        else if (Stream is not null) return Try(() => Read(Stream), e => ErrorRecords.Image(e, $"{Stream}"), out var read)
            ? [AnalysisInput.Of(read)] : [];
        else return [.. ResolveFiles().Select(file => new AnalysisInput(file, Source: Source(file)))];
        return [];

        ContentSource? Source(string file) => _sources.Remove(file, out var source) ? source : null;
    }

    private static byte[] Read(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    // Until there are as many as go through one pass.
    private void Wait(AnalysisInput input, int inputs)
    {
        _waiting.Add(input);
        if (_waiting.Count == _batch) Analyze(inputs);
    }

    private void Analyze(int inputs)
    {
        AnalysisInput[] batch = [.. _waiting];
        _waiting.Clear();
        for (var n = 0; n < _analyses.Length && batch.Length > 0; n++)
        {
            if (_queue!.IsFull) EmitNext(inputs);
            var (network, ticket) = (n, _admission!.Queue());
            _queue.AddWaiting((worker, parallel, progress) => Analyze(batch, ticket, parallel,
                within => worker()[network].Value.Run(batch, within, progress)));
            while (_queue.IsReady) EmitNext(inputs);
        }
    }

    private AnalyzedImage<TResult>[] Analyze(
        AnalysisInput[] batch, long ticket, Parallelism parallel, Func<Parallelism, AnalyzedImage<TResult>[]> analyze)
    {
        IDisposable? lease = null;
        AnalyzedImage<TResult>[] analyzed;
        var stamps = Array.ConvertAll(batch, Look);
        try
        {
            // Where there is a limit, each is alone.
            lease = _admission!.Enter(ticket, batch[0], _queue!.ForgetIdle, parallel.Token);
            analyzed = _admission.Time(parallel, analyze);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            analyzed = [.. batch.Select(input => new AnalyzedImage<TResult>(input.Path))];
            foreach (var image in analyzed) image.Fail(e);
        }

        analyzed[0].Lease = lease;
        for (var n = 0; n < analyzed.Length; n++) analyzed[n].Stamp = stamps[n];
        return analyzed;
    }

    /// <summary>Says what is to be said of an image besides its results; told the first of them.</summary>
    private protected virtual void Notice(TResult first) { }

    /// <summary>Takes a result, in the order of the images; writes it unless overridden.</summary>
    private protected virtual void Take(TResult result) => Write(result);

    // What came before comes out before.
    private protected override void Refuse(ErrorRecord error)
    {
        Analyze(_images);
        while (_queue!.Count > 0) EmitNext(_images);
        base.Refuse(error);
    }

    private protected override bool Takes(string file, string? folder = null) =>
        Takes(new ImageInput(file) { Root = RootOf(folder) });

    /// <summary>Whether an image, which is called so below its root folder, is among those that are wanted.</summary>
    private protected virtual bool TakesKey(string key, ImageInput image) => Part.Contains(key);

    /// <summary>Says that a folder cannot be listed, which is called so below the root of the images in it.</summary>
    private protected virtual void LeaveUnlisted(string folder) { }

    /// <summary>What of an image is looked at before it is read, on any thread.</summary>
    private protected virtual FileStamp Look(AnalysisInput input) => default;

    /// <summary>Begins with the results of an image.</summary>
    private protected virtual void Begin(AnalyzedImage<TResult> image) { }

    /// <summary>What to say of an image whose results cannot be made.</summary>
    private protected virtual ErrorRecord Fault(Exception e, string file) => ErrorRecords.Image(e, file);

    /// <summary>Ends with the results of an image.</summary>
    private protected virtual void Finish(AnalyzedImage<TResult> image) { }

    private void ChooseShard()
    {
        try
        {
            if (Root is not null) _root = this.ResolveLiteral(Root);
            if (Shard is null) return;
            (Part, var from) = Runs.Shard.Parse(Shard, Environment.GetEnvironmentVariable);
            if (from is not null) WriteVerbose($"This is shard {Part}, by {from}.");
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            ThrowTerminatingError(ErrorRecords.ShardInvalid(e, Shard ?? Root!));
        }
    }

    private string RootOf(string? folder = null) => _root ?? folder ?? this.ResolveLiteral(".");

    private bool Takes(ImageInput image) => TakesKey(image.Key!, image);

    private protected override IEnumerable<string>? Enter(string path) => Directory.Exists(path) ? Recurse ? List(path) : null
        : ImageArchive.IsArchive(path) && File.Exists(path)
            ? ImageArchive.List(path, RootOf(), Limits, _passedOver).SelectMany(Admit) : null;

    private protected override IEnumerable<string>? Fetch(string address) => !WebImage.IsAddress(address) ? null
        : Admit(new ImageInput(address) { Root = RootOf(), Source = new WebImage(address) });

    private IEnumerable<string> Admit(ImageInput image)
    {
        if (image.Unlisted is { } unlisted) LeaveUnlisted(unlisted);
        if (!Takes(image)) yield break;
        if (image.Fault is { } fault)
        {
            Refuse(ErrorRecords.Image(fault, image.Path));
            yield break;
        }

        if (image.Source is { } source) _sources[image.Path] = source;
        yield return image.Path;
    }

    private IEnumerable<string> List(string folder)
    {
        var isEmpty = true;
        foreach (var found in ImageFolder.List(folder, recurse: true, Limits, _passedOver))
        {
            isEmpty = false;
            foreach (var path in Admit(found.Below(RootOf(folder)))) yield return path;
        }

        if (isEmpty) FindNothing(folder, $"There are no images in '{folder}'.");
    }

    private void EmitNext(int files)
    {
        AnalyzedImage<TResult>?[]? batch;
        try
        {
            _queue!.TryTake(out batch, Show);
        }
        catch (OperationCanceledException) when (Token.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        for (var n = 0; n < batch!.Length; n++)
        {
            var image = batch[n]!;
            batch[n] = null;
            try
            {
                Emit(Results(image), e => Fault(e, image.File), Take);
                Finish(image);
            }
            finally
            {
                image.Leave();
            }
        }

        IEnumerable<TResult> Results(AnalyzedImage<TResult> image)
        {
            Begin(image);
            Report($": {image.File}", 0);
            _images++;
            var results = image.Results;
            _pace.Work = image.Duration;
            WriteVerbose(
                $"'{image.File}': {image.Image!.Width}×{image.Image.Height} pixels, decoded as {image.Image.Image.Width}×"
                    + $"{image.Image.Image.Height}; {image.Duration.TotalMilliseconds:F0} ms.");
            if (image.Image.Warning is { } warning) WriteWarning($"'{image.File}': {warning}");
            if (results is [var first, ..]) Notice(first);
            foreach (var result in results) yield return result;
        }

        // Only methods of many passes tell anything on the way.
        void Show(WorkProgress progress)
        {
            if (progress.Share is > 0 and var share)
                Report(string.Create(CultureInfo.CurrentCulture, $", {share:P0} done"), share);
        }

        // What comes from a pipeline has no total.
        void Report(string status, double share)
        {
            var total = MyInvocation.ExpectingInput ? (int?)null : files * _analyses.Length;
            _progress.Report($"{(_analyses.Length > 1 ? "Image and network" : "Image")} {_images + 1}"
                + $"{(total is null ? "" : $" of {total}")}{status}", (_images + share) / total);
        }
    }
}
