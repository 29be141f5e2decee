using System.Management.Automation;
using SaliencyPS.ClassModels;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Files;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>New-ClassModelImage: class, or channel of a layer → what the network takes it to look like.</summary>
[Cmdlet(VerbsCommon.New, "ClassModelImage", SupportsShouldProcess = true, DefaultParameterSetName = ByClass)]
[OutputType(typeof(ClassModelImage))]
public sealed class NewClassModelImageCommand : AscentCommand
{
    private const string ByClass = "Class", ByLayer = "Layer";

    private readonly HashSet<string> _written = [];
    private readonly DelayedProgress _progress;
    private Network _network = null!;
    private IComputeEngine _engine = null!;
    private ContactSheet _sheet = null!;
    private string? _sheetFile;

    /// <summary>Prepares the progress display.</summary>
    public NewClassModelImageCommand() => _progress = new(this, 2, "Climbing to the class model image");

    /// <summary>The class: an index, a label or a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true, ParameterSetName = ByClass)]
    [Alias("Label")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ClassCompleter))]
    public string[]? Class { get; set; }

    /// <summary>The layer: its name, or its place from 1.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLayer)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string? Layer { get; set; }

    /// <summary>The channels of the layer, from 0.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByLayer)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Channel { get; set; }

    /// <summary>Row and column of one neuron of the channel.</summary>
    [Parameter(ParameterSetName = ByLayer)]
    [ValidateCount(2, 2)]
    [ValidateRange(0, int.MaxValue)]
    public int[]? Position { get; set; }

    /// <summary>A network, its file, or its name in the store; where none is given, the default network.</summary>
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

    /// <summary>The PNG file to write; one file for each class.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>The file of a contact sheet of all images.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SheetFile { get; set; }

    /// <summary>Steps between the images on the way that are kept.</summary>
    [Parameter]
    [ValidateRange(ClassModelDefinitions.FrameIntervalMinimum, ClassModelDefinitions.FrameIntervalMaximum)]
    public int FrameInterval { get; set; }

    /// <summary>How they are written beside -OutFile.</summary>
    [Parameter]
    public ClassModelFrames FrameFormat { get; set; } = ClassModelFrames.Apng;

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

    /// <summary>Replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves a file that exists as it is.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    private EngineRequest Request => new(Engine, Device, Precision);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        this.RequireEngine(() => EngineSelection.Require(Request), Engine);
        _network = this.OpenNetwork(Network, Architecture, Output, Engine);
        _engine = this.ChooseEngine(Request, _network, engine => engine.Bytes(_network, new ExecutionPlan()));
        _sheet = ClassModelSheet.For(_network);
        _sheetFile = SheetFile is null ? null : ResolveOutFile(SheetFile);
        if (_sheetFile is null || ImageEncoder.FormatOf(_sheetFile) is not null) return;
        var extensions = string.Join(" nor a ", Enum.GetValues<ImageFormat>().Select(ImageEncoder.Extension));
        var fault = new ArgumentException($"'{SheetFile}' is neither a {extensions} file.");
        WriteError(ErrorRecords.OutFileInvalid(fault, SheetFile!));
        _sheetFile = null;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var file = OutFile is null ? null : ResolveOutFile(OutFile);
        if (OutFile is not null && file is null) return;
        if (Layer is null)
            foreach (var index in Class!.SelectMany(Resolve).Distinct())
                Create(_network.Labels[index], file,
                    (options, steps) => ClassModelSynthesizer.Create(_network, index, options, steps, Token));
        else
            foreach (var neuron in Channel!.Distinct().Select(channel =>
                new ClassModelNeuron(Layer, channel, Position is [var row, var column] ? (row, column) : null)))
                if (Exists(neuron))
                    Create(neuron.ToString(), file,
                        (options, steps) => ClassModelSynthesizer.Create(_network, neuron, options, steps, Token));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _progress.Complete();
        if (_sheetFile is null || _sheet.Count == 0 || !MayWrite([_sheetFile], "contact sheet")) return;
        Try(() =>
        {
            Write(_sheetFile, stream => ImageEncoder.Write(_sheet.Render(), stream, ImageEncoder.FormatOf(_sheetFile)!.Value));
            return true;
        },
            e => ErrorRecords.OutFileUnwritable(e, _sheetFile), out _);
    }

    private IReadOnlyList<int> Resolve(string pattern)
    {
        try
        {
            return ClassSelector.Resolve(_network, [pattern]);
        }
        catch (ArgumentException e)
        {
            WriteError(ErrorRecords.ClassNotFound(e, pattern));
            return [];
        }
    }

    private bool Exists(ClassModelNeuron neuron)
    {
        if (!Try(() => _network.FindLayer(neuron.Layer),
            e => ErrorRecords.LayerNotFound((ArgumentException)e, neuron.Layer), out var layer))
            return false;
        return Try(
            () =>
            {
                neuron.Check(_network.Nodes[layer].Shape);
                return true;
            },
            e => ErrorRecords.NeuronNotFound((ArgumentException)e, neuron), out _);
    }

    private string? ResolveOutFile(string path)
    {
        try
        {
            return this.ResolveLiteral(path);
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            WriteError(ErrorRecords.OutFileInvalid(e, path));
            return null;
        }
    }

    private bool MayWrite(IReadOnlyList<string> files, string what)
    {
        foreach (var file in files)
        {
            var obstacle = _written.Contains(file)
                ? "holds the image of another class already; each class needs a file of its own."
                : Replacement.Obstacle(file, Force, NoClobber);
            if (obstacle is null) continue;
            WriteError(ErrorRecords.OutFileExists(file, obstacle));
            return false;
        }

        if (!ShouldProcess(files[0], $"Write the {what}")) return false;
        _written.UnionWith(files);
        return true;
    }

    private void Create(string label, string? file, Func<ClassModelOptions, AscentProgress, ClassModelImage> make)
    {
        var options = Options with { FrameInterval = FrameInterval, Engine = _engine };
        var frames = file is null || FrameInterval == 0 ? []
            : FrameFiles.Names(file, FrameFormat, FrameFiles.MostFrames(options));
        if (file is not null && !MayWrite([file, .. frames], $"model image of '{label}'")) return;
        Emit(Images(), e => ErrorRecords.ClassModel(e, label, file));

        IEnumerable<ClassModelImage> Images()
        {
            var image = make(options, new AscentProgress(_progress, label));
            _sheet.Add(image.Image);
            if (file is not null) Write(file, stream => ImageEncoder.Write(image.Image, stream, ImageFormat.Png, token: Token));
            if (file is not null && FrameInterval > 0)
                foreach (var (index, name) in FrameFiles.Names(file, FrameFormat, image.Frames.Count).Index())
                    Write(name, stream => FrameFiles.Write(image.Frames, FrameFormat, index, stream, Token));
            yield return image;
        }
    }

    private void Write(string file, Action<Stream> write) => WholeFile.Write(file, write, replace: !NoClobber);
}
