using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting;
using SaliencyPS.Reporting.Kept;
using SaliencyPS.Runs;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Export-SaliencyReport: class saliency and object boxes, or results that were kept → one HTML page, or a folder of pages.
/// </summary>
[Cmdlet(VerbsData.Export, "SaliencyReport", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class ExportSaliencyReportCommand : CancellableCommand
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath", ResultsSet = "Results",
        LiteralResultsSet = "LiteralResults";

    private static readonly ReportOptions Defaults = new();

    private ReportOptions _options = null!;
    private IReport? _file;
    private string _target = "";
    private (ReportRow Row, ReportImage? Image)? _pending;
    private (string Path, (int, int)? Size, ReportImage? Image)? _last;

    /// <summary>The file, or without an extension the folder, to write; wildcards stand for one that is there.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = ResultsSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file, or without an extension the folder, to write, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralResultsSet, Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>What Get-ClassSaliency and Find-ObjectBox emit. A map and the boxes that follow it make one row.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    public ReportRow[]? InputObject { get; set; }

    /// <summary>The folder of kept results, or the list that was made of them, taken as it is.</summary>
    [Parameter(ParameterSetName = ResultsSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralResultsSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Results { get; set; }

    /// <summary>The folder below which the images of the results are.</summary>
    [Parameter(ParameterSetName = ResultsSet)]
    [Parameter(ParameterSetName = LiteralResultsSet)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Which images are shown: Doubtful, Failed, or Sample:500.</summary>
    [Parameter(ParameterSetName = ResultsSet)]
    [Parameter(ParameterSetName = LiteralResultsSet)]
    [ValidatePattern("^(doubtful|failed|sample:[1-9][0-9]{0,5})$")]
    [ArgumentCompleter(typeof(ReportSelectionCompleter))]
    public string? Only { get; set; }

    /// <summary>Heading of the page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = Defaults.Title;

    /// <summary>Longer side of the images in the page, in pixels.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.MaximumImageSideMinimum, DrawingDefinitions.MaximumImageSideMaximum)]
    public int MaximumImageSide { get; set; } = Defaults.MaximumImageSide;

    /// <summary>Colors of the saliency maps.</summary>
    [Parameter]
    public ColorMap ColorMap { get; set; } = Defaults.Colors;

    /// <summary>Replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that exists as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _target = this.RequireTarget(Path, LiteralPath);
        if (Replacement.Obstacle(_target, Force, NoClobber) is { } obstacle)
            ThrowTerminatingError(ErrorRecords.OutFileExists(_target, obstacle));
        if (Reports.Obstacle(_target) is { } unfit)
            ThrowTerminatingError(ErrorRecords.OutFileInvalid(new ArgumentException($"'{_target}' {unfit}"), _target));
        if (NoClobber && Directory.Exists(_target))
            ThrowTerminatingError(ErrorRecords.OutFileExists(_target, "exists, and -NoClobber keeps it."));
        if (!ShouldProcess(_target, "Write a report")) return;
        _options = Reports.Looks(_target, new()
        {
            Title = Title, Created = DateTimeOffset.Now, MaximumImageSide = MaximumImageSide, Colors = ColorMap
        });
        var read = Results is null ? null : Open(this.RequireTarget(null, Results));
        Write(() => _file = Reports.Begin(_target, _options, replace: !NoClobber));
        if (read is not null) Show(read);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_file is null || InputObject is null) return;
        foreach (var row in InputObject)
        {
            if (Token.IsCancellationRequested) throw new PipelineStoppedException();
            Add(row);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_file is null) return;
        AddPending();
        if (_last is null && Results is null)
        {
            WriteWarning($"There are no results; '{_target}' was not written.");
            return;
        }

        Write(_file.Complete);
        if (PassThru) WriteObject(this.GetItem(_target));
    }

    private Action<IMergedResults> Open(string results)
    {
        try
        {
            return KeptResults.Open(results, Token);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is MergeException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Merge(e, results));
            throw; // Not reached.
        }
    }

    private void Show(Action<IMergedResults> read) => Write(() =>
    {
        try
        {
            KeptReport.Write(read, this.ResolveLiteral(Root ?? "."), ReportSelection.Parse(Only), _options, ImageLimits.Default,
                new Parallelism(Environment.ProcessorCount, Token), _file!,
                (path, fault) => WriteError(ErrorRecords.Image(fault, path)));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (MergeException e)
        {
            ThrowTerminatingError(ErrorRecords.Merge(e, Results!));
        }
    });

    // A map waits for what follows it, which may be its box, and a box for the other objects of its map.
    private void Add(ReportRow row)
    {
        if (_pending is { } pending && row is { Saliency: null, Boxes: [var box] } && pending.Row.BelongsTo(box))
        {
            _pending = (pending.Row.With(box), pending.Image);
        }
        else
        {
            AddPending();
            _pending = (row, ImageOf(row));
        }

        if (_pending.Value.Row.IsComplete) AddPending();
    }

    private void AddPending()
    {
        if (_pending is { } pending) Write(() => _file!.Add(new DrawnRow(pending.Row, pending.Image)));
        _pending = null;
    }

    // The rows of one image share it, and tell only once that it is gone.
    private ReportImage? ImageOf(ReportRow row)
    {
        if (_last is { } last && (last.Path, last.Size) == (row.Path, row.PictureSize)) return last.Image;
        ReportImage? image = null;
        try
        {
            image = new ReportImage(row.ReadImage(_options, Token), _options);
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.Image(e, row.Path));
        }

        _last = (row.Path, row.PictureSize, image);
        return image;
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.OutFileUnwritable(e, _target));
        }
    }
}
