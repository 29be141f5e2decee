using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
using SaliencyPS.Numerics;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency map</c>: class saliency maps.</summary>
internal sealed class MapCommand : SessionCommand
{
    private readonly Session _session;
    private readonly PictureOptions _options = new();
    private readonly ResultOptions _results = new();

    public MapCommand(Session session) : base("map", "Compute class saliency maps: which pixels speak for a class.")
    {
        Examples =
        [
            "saliency map dog.jpg --network squeezenet1_1.onnx --out maps",
            "saliency map photos --class 'golden retriever' --view tencrop --json",
        ];
        _session = session;
        _options.AddTo(this);
        _results.AddTo(this);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var network = _options.Network.Load(parse, _session);
        var saliency = _options.Saliency(parse, network);
        var (limits, json, files) = (_options.View.Limits(parse), _results.Json(parse), _results.Files(parse, _session));
        PictureLoop.Run(_session, network, saliency, token => _options.Pictures(parse, _session, token), Analyze);
        return _session.Outcome;

        Action Analyze(SaliencyAnalyzer analyzer, string path, Parallelism parallel)
        {
            var picture = analyzer.Read(path, limits, parallel.Token);
            ClassSaliency[] maps = [.. analyzer.Analyze(picture, path, saliency.Classes, parallel)];
            PictureFile[] drawn = files is null ? [] : Draw(maps, maps[0].GetPicture(limits, parallel.Token));
            MapLine[] lines = [.. maps.Select(MapLine.From)];
            return () =>
            {
                files?.Save(path, drawn);
                Write(lines);
            };
        }

        void Write(MapLine[] lines)
        {
            if (!json) ResultTable.Write(_session.Out, lines);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }
    }

    private static PictureFile[] Draw(ClassSaliency[] maps, RgbImage picture) => [.. maps.SelectMany(map =>
    {
        var heat = PictureFiles.Render(map);
        return new[] { PictureFiles.Encode(map, "map", heat), PictureFiles.Encode(map, "overlay", Overlay.Blend(picture, heat)) };
    })];
}
