using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Export;
using SaliencyPS.Files;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network export</c>.</summary>
internal sealed class NetworkExportCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _network =
        new("FILE|NAME") { Description = "A network file or the name of an imported network." };

    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The file to write.", HelpName = "FILE.onnx", Required = true
    };

    private readonly Option<SaliencyMethod> _method = ChoiceOption.Create(
        AttributionDefinitions.Method, new ExportOptions().Attribution.Method,
        more: " docs/export.md names those that can be written.");

    private readonly Option<ChannelReduction> _reduction = ChoiceOption.CreateOptional<ChannelReduction>(
        AttributionDefinitions.ChannelReduction);

    private readonly Option<string?> _layer = new("--layer")
    {
        Description = "The layer that CAM methods and excitation back-propagation look at: a name or number from 'network show "
            + "--layers'.", HelpName = "LAYER",
    };

    private readonly Option<int> _top = NumberOption.Create(ExportDefinitions.Top);
    private readonly Option<bool> _classInput = SwitchOption.Create(ExportDefinitions.ClassInput);
    private readonly Option<bool> _pixelInput = SwitchOption.Create(ExportDefinitions.PixelInput);
    private readonly Option<bool> _half = SwitchOption.Create(ExportDefinitions.Half);
    private readonly Option<bool> _noSaliency = SwitchOption.Create(ExportDefinitions.NoSaliency);
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);
    private readonly Option<string?> _architecture = NetworkOptions.Architecture(), _output = NetworkOptions.Output();

    public NetworkExportCommand(Session session) : base("export",
        "Write a network as one ONNX file that gives scores and saliency maps wherever it runs, or scores only.")
    {
        Examples =
        [
            "saliency network export squeezenet1_1 --out explained.onnx",
            "saliency network export pets.pth --method gradcam --top 3 --pixel-input --out explained.onnx",
            "saliency network export squeezenet1_1.safetensors --no-saliency --out squeezenet1_1.onnx",
        ];
        _session = session;
        Add(_network);
        foreach (Option option in (Option[])[_out, _method, _layer, _reduction, _top, _classInput, _pixelInput, _half,
            _noSaliency, _architecture, _output, _noClobber])
            Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (target, replace) = (Path.GetFullPath(parse.GetRequiredValue(_out)), !parse.GetValue(_noClobber));
        if (!replace && File.Exists(target)) throw new UsageException($"{target}: The file exists, and --no-clobber keeps it.");
        var path = Path.GetFullPath(NetworkOptions.Find(parse.GetRequiredValue(_network), _session));
        var network = NetworkOptions.Read(path, parse.GetValue(_architecture), parse.GetValue(_output));
        if (NetworkExport.IsOwn(network, target))
            throw new UsageException($"{target}: this is a file of the network itself; --out takes another.");
        var options = new ExportOptions
        {
            Attribution = new()
            {
                Method = parse.GetValue(_method), Layer = parse.GetValue(_layer), ChannelReduction = parse.Given(_reduction),
            },
            Top = parse.GetValue(_top),
            ClassInput = parse.GetValue(_classInput),
            PixelInput = parse.GetValue(_pixelInput),
            Half = parse.GetValue(_half),
            NoSaliency = parse.GetValue(_noSaliency),
        };
        try
        {
            var file = NetworkExport.Compose(network, options);
            WholeFile.Write(target, file.WriteTo, replace);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new UsageException($"{path}: {Text.Of(e)}");
        }

        _session.Out.WriteLine(Text.OneLine(target));
        return ExitCode.Done;
    }
}
