using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Export-SaliencyReport: class saliency and object boxes → one HTML page.</summary>
[Cmdlet(VerbsData.Export, "SaliencyReport", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSaliencyReportCommand : CancellableCommand
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath";

    private static readonly ReportOptions Defaults = new();

    private ReportOptions _options = null!;
    private ReportFile? _file;
    private string _target = "";
    private (ReportRow Row, ReportImage? Image)? _pending;
    private (string Path, (int, int)? Size, ReportImage? Image)? _last;

    /// <summary>The file to write; wildcards stand for one that is there.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>What Get-ClassSaliency and Find-ObjectBox emit. A map and the boxes that follow it make one row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    public ReportRow[]? InputObject { get; set; }

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
        if (!ShouldProcess(_target, "Write a report")) return;
        _options = new ReportOptions
        {
            Title = Title, Created = DateTimeOffset.Now, MaximumImageSide = MaximumImageSide, Colors = ColorMap
        };
        try
        {
            Write(() => _file = new ReportFile(_target, _options, replace: !NoClobber));
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.OutFileInvalid(e, _target));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_file is null) return;
        foreach (var row in InputObject!)
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
        if (_last is null)
        {
            WriteWarning($"There are no results; '{_target}' was not written.");
            return;
        }

        Write(_file.Complete);
        if (PassThru) WriteObject(this.GetItem(_target));
    }

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
