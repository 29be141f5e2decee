using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Export;
using SaliencyPS.Files;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Export-SaliencyNetwork: network → one ONNX file that gives scores and saliency maps.</summary>
[Cmdlet(VerbsData.Export, "SaliencyNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportSaliencyNetworkCommand : CancellableCommand
{
    private static readonly ExportOptions Defaults = new();

    private readonly HashSet<string> _written = [];

    /// <summary>A network, its file, or its name in the store; where none is given, the default network.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>The ONNX file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <summary>How its maps are made.</summary>
    [Parameter]
    public SaliencyMethod Method { get; set; } = Defaults.Attribution.Method;

    /// <summary>The layer that CAM methods and excitation back-propagation look at.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string? Layer { get; set; }

    /// <summary>How the channels of a pixel become one value.</summary>
    [Parameter]
    public ChannelReduction? ChannelReduction { get; set; }

    /// <summary>Classes that are explained.</summary>
    [Parameter]
    [ValidateRange(ExportDefinitions.TopMinimum, ExportDefinitions.TopMaximum)]
    public int Top { get; set; } = Defaults.Top;

    /// <summary>Takes the classes as an input.</summary>
    [Parameter]
    public SwitchParameter ClassInput { get; set; }

    /// <summary>Takes pixels.</summary>
    [Parameter]
    public SwitchParameter PixelInput { get; set; }

    /// <summary>Keeps weights as 16-bit floats.</summary>
    [Parameter]
    public SwitchParameter Half { get; set; }

    /// <summary>Writes scores only.</summary>
    [Parameter]
    public SwitchParameter NoSaliency { get; set; }

    /// <summary>The architecture of a network file that holds weights only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <summary>The output of an ONNX file whose values are the class scores, where the file has several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Output { get; set; }

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
    protected override void ProcessRecord()
    {
        var target = this.RequireTarget(null, OutFile);
        var network = this.OpenNetwork(Network, Architecture, Output);
        if (Layer is not null) this.RequireLayer(network, Layer);
        if (Replacement.Obstacle(target, Force, NoClobber) is { } obstacle)
            ThrowTerminatingError(ErrorRecords.OutFileExists(target, obstacle));
        if (NetworkExport.IsOwn(network, target))
            ThrowTerminatingError(ErrorRecords.OutFileExists(target, "is a file of the network itself."));
        if (!_written.Add(target))
            ThrowTerminatingError(ErrorRecords.OutFileExists(target,
                "holds another network already; each needs a file of its own."));
        if (!ShouldProcess(target, $"Write the network '{network.Name}'")) return;
        try
        {
            var file = NetworkExport.Compose(network, new()
            {
                Attribution = new() { Method = Method, Layer = Layer, ChannelReduction = ChannelReduction },
                Top = Top, ClassInput = ClassInput, PixelInput = PixelInput, Half = Half, NoSaliency = NoSaliency,
            });
            WholeFile.Write(target, file.WriteTo, replace: !NoClobber);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.OutFileUnwritable(e, target));
        }

        if (PassThru) WriteObject(this.GetItem(target));
    }
}
