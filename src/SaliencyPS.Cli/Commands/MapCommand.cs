using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency map</c>: class saliency maps.</summary>
internal sealed class MapCommand : SessionCommand
{
    private readonly Session _session;
    private readonly PictureOptions _options = new();

    public MapCommand(Session session) : base("map", "Compute class saliency maps: which pixels speak for a class.")
    {
        Examples =
        [
            "saliency map dog.jpg --network squeezenet1_1.onnx --out maps",
            "saliency map photos --class 'golden retriever' --view tencrop --json",
        ];
        _session = session;
        _options.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = _options.Network.Load(parse, _session);
        var analyzer = new SaliencyAnalyzer(network, _options.Saliency(parse, network));
        var (limits, json, files) = (_options.View.Limits(parse), _options.Json(parse), _options.Files(parse, _session));
        foreach (var path in _options.Pictures(parse, _session))
        {
            _session.Token.ThrowIfCancellationRequested();
            if (_session.Try(path, () => Analyze(path), out var lines)) Write(lines);
        }

        return _session.Outcome;

        MapLine[] Analyze(string path)
        {
            var picture = ImageDecoder.Read(path, limits, _session.Token);
            ClassSaliency[] maps = [.. analyzer.Analyze(picture, path, _session.Token)];
            files?.Write(picture, maps);
            return [.. maps.Select(MapLine.From)];
        }

        void Write(MapLine[] lines)
        {
            if (!json) ResultTable.Write(_session.Out, lines);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }
    }
}
