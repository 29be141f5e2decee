using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Files;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Export-SaliencyImage: results → one image file each.</summary>
[Cmdlet(VerbsData.Export, "SaliencyImage", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSaliencyImageCommand : ImageCommand
{
    private const string PathSet = "Path", LiteralPathSet = "LiteralPath", DestinationSet = "Destination";

    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImageNames _names = new();
    private string? _folder;

    /// <summary>The file to write; wildcards stand for one that is there.</summary>
    /// <remarks>Never bound by property name: results have a Path of their own, the photograph's.</remarks>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>The folder to write files to, under names made from those of photograph, class and kind.</summary>
    [Parameter(ParameterSetName = DestinationSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>The format; by default that of the file's name.</summary>
    [Parameter]
    public ImageFormat? Format { get; set; }

    /// <summary>Quality of JPEG files.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.QualityMinimum, DrawingDefinitions.QualityMaximum)]
    public int Quality { get; set; } = DrawingDefinitions.QualityDefault;

    /// <summary>Replaces files that are read-only, and makes folders that are missing.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves files that exist as they are.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the files.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Destination is null)
        {
            if (Kind?.Distinct().Count() > 1) ThrowTerminatingError(ErrorRecords.OutFileInvalid(new ArgumentException(
                "Several kinds of images do not fit into one file; -Destination names files for them."), LiteralPath ?? Path!));
            return;
        }

        try
        {
            _folder = this.ResolveLiteral(Destination);
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            ThrowTerminatingError(ErrorRecords.OutFileInvalid(e, Destination));
        }

        if (!Force && !Directory.Exists(_folder)) ThrowTerminatingError(ErrorRecords.DestinationNotFound(_folder!));
    }

    private protected override void Process(SaliencyImage image, ImageKind kind)
    {
        if (Locate(image, kind) is not var (file, format)) return;
        var obstacle = _written.Contains(file)
            ? "holds another image already; each object needs a file of its own, and -Destination names them."
            : Replacement.Obstacle(file, Force, NoClobber);
        if (obstacle is not null) WriteError(ErrorRecords.OutFileExists(file, obstacle));
        else if (image.IsPhotograph(file)) WriteError(ErrorRecords.OutFileIsPicture(file));
        else if (ShouldProcess(file, $"Write {kind} of '{image.Label}'")) Write(image, kind, file, format);
    }

    private (string File, ImageFormat Format)? Locate(SaliencyImage image, ImageKind kind)
    {
        if (_folder is not null)
        {
            var format = Format ?? ImageFormat.Png;
            return (System.IO.Path.Combine(_folder, _names.Next(image, kind, format)), format);
        }

        var path = LiteralPath ?? Path!;
        try
        {
            var file = this.ResolveTarget(path, isLiteral: LiteralPath is not null);
            return (file, Format ?? ImageEncoder.FormatOf(file)
                ?? throw new ArgumentException($"'{path}' ends neither in {Extensions()}; -Format says what to write."));
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            WriteError(ErrorRecords.OutFileInvalid(e, path));
            return null;
        }
    }

    // Such as ".png nor in .jpg or .jpeg".
    private static string Extensions() => string.Join(
        " nor in ", Enum.GetValues<ImageFormat>().Select(format => string.Join(" or ", ImageEncoder.Extensions(format))));

    private void Write(SaliencyImage source, ImageKind kind, string file, ImageFormat format)
    {
        if (!Try(() => source.Render(kind, Style, Token), e => ErrorRecords.Drawing(e, source), out var image)) return;
        Emit(Files(), e => ErrorRecords.OutFileUnwritable(e, file));

        IEnumerable<PSObject> Files()
        {
            if (Force) Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            WholeFile.Write(file, stream => ImageEncoder.Write(image, stream, format, Quality, Token), replace: !NoClobber);
            _written.Add(file);
            if (PassThru) yield return this.GetItem(file);
        }
    }
}
