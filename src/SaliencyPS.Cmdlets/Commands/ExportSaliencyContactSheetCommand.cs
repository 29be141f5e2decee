using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Files;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Export-SaliencyContactSheet: results → one image of small images.</summary>
[Cmdlet(VerbsData.Export, "SaliencyContactSheet", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSaliencyContactSheetCommand : ImageCommand
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath";

    private string _file = "";
    private ImageFormat _format;
    private ContactSheet? _sheet;
    private int _leftOut;

    /// <summary>The file to write; wildcards stand for one that is there.</summary>
    /// <remarks>Never bound by property name: results have a Path of their own, the photograph's.</remarks>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>Images in a row.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.SheetColumnsMinimum, DrawingDefinitions.SheetColumnsMaximum)]
    public int Column { get; set; } = DrawingDefinitions.SheetColumnsDefault;

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
    protected override void BeginProcessing()
    {
        _file = this.RequireTarget(Path, LiteralPath);
        if (ImageEncoder.FormatOf(_file) is not { } format)
        {
            var path = LiteralPath ?? Path!;
            var extensions = string.Join(" or ", Enum.GetValues<ImageFormat>().SelectMany(ImageEncoder.Extensions));
            ThrowTerminatingError(
                ErrorRecords.OutFileInvalid(new ArgumentException($"'{path}' does not end in {extensions}."), path));
            return; // Not reached.
        }

        _format = format;
        if (Replacement.Obstacle(_file, Force, NoClobber) is { } obstacle)
            ThrowTerminatingError(ErrorRecords.OutFileExists(_file, obstacle));
        if (ShouldProcess(_file, "Write a contact sheet")) _sheet = new ContactSheet(columns: Column);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_sheet is null) return;
        if (_leftOut > 0)
            WriteWarning($"A contact sheet of {Column} columns has room for {_sheet.Capacity} images; {_leftOut} more are left "
                + "out. With more columns (-Column) it has room for up to 2000; Export-SaliencyReport has room for any number.");
        if (_sheet.Count == 0) WriteWarning($"There is nothing to draw; '{_file}' was not written.");
        else Emit(Files(), e => ErrorRecords.OutFileUnwritable(e, _file));
    }

    private protected override ImageKind Best(SaliencyImage image) =>
        image.Kinds.Contains(ImageKind.Overlay) ? ImageKind.Overlay : image.Kinds[0];

    private protected override void Process(SaliencyImage image, ImageKind kind)
    {
        if (_sheet is null) return;
        if (_sheet.Count == _sheet.Capacity)
        {
            _leftOut++;
            return;
        }

        if (image.IsPhotograph(_file)) ThrowTerminatingError(ErrorRecords.OutFileIsPicture(_file));
        if (Try(() => image.Render(kind, Style, Token), e => ErrorRecords.Drawing(e, image), out var drawn)) _sheet.Add(drawn);
    }

    private IEnumerable<PSObject> Files()
    {
        WholeFile.Write(_file, stream => ImageEncoder.Write(_sheet!.Render(), stream, _format, token: Token),
            replace: !NoClobber);
        if (PassThru) yield return this.GetItem(_file);
    }
}
