using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Inputs;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Results.Lines;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency map</c>: class saliency maps.</summary>
internal sealed class MapCommand : SessionCommand
{
    private readonly Session _session;
    private readonly ImageOptions _options = new();

    private readonly ResultOptions _results = new(
        [ImageKind.HeatMap, ImageKind.Overlay, ImageKind.SideBySide], standard: [ImageKind.HeatMap, ImageKind.Overlay]);

    private readonly RunOptions _run = new();
    private readonly Option<bool> _noMap = SwitchOption.Create(SaliencyDefinitions.NoMap);

    public MapCommand(Session session) : base("map", "Compute class saliency maps: which pixels speak for a class.")
    {
        Examples =
        [
            "saliency map dog.jpg --network squeezenet1_1.onnx --out maps",
            "saliency map dog.jpg --top 1 --show",
            "saliency map photos --out maps --kind sidebyside --color-map viridis --format jpeg",
            "saliency map photos --class 'golden retriever' --view tencrop --json",
            "saliency map photos --class '*terrier' --minimum-probability 0.3 --no-map",
            "saliency map dog.jpg --network squeezenet1_1 --network resnet18.onnx --top 1",
        ];
        _session = session;
        _options.AddTo(this);
        _results.AddTo(this);
        Add(_noMap);
        _run.AddTo(this, _results.AsJson, _results.AsDrawing);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _options.Load(parse, _session);
        var (limits, json, files, draw) = (_options.View.Limits(parse), _results.Json(parse), _results.Files(parse, _session),
            _results.Drawing(parse, _session));
        if (parse.GetValue(_noMap) && (files ?? (object?)draw) is not null)
            throw new UsageException("--no-map leaves nothing for --out or --show to draw.");
        using var run = _run.Open(parse, _session, parse.GetValue(_noMap) ? ResultLines.Scores : ResultLines.Maps,
            _options.Shard(parse), networks, limits);
        var work = _options.View.Work(parse, limits, isDrawn: files is not null || draw is not null);
        if (parse.GetValue(_noMap))
            ImageLoop.Run(_session, networks, work, Images, (analyzer, options, images, parallel, _) =>
                analyzer.Score(images, _ => options.Classes, parallel), Score);
        else ImageLoop.Run(_session, networks, work, Images, Analyze);
        return _run.Close(parse, _session);

        IEnumerable<ImageInput> Images(CancellationToken token) => _options.Images(parse, _session, limits, token);

        Action Analyze(AnalyzedImage<ClassSaliency> image, SaliencyOptions options, Parallelism parallel)
        {
            var (path, maps, warning) = (image.File, image.Results, image.Image!.Warning);
            // the maps share it while it is here
            var full = maps.Count > 0 && (files is not null || draw is not null)
                ? maps[0].GetImage(limits, parallel.Token) : null;
            SaliencyImage[] images = [.. maps.Select(map => new SaliencyImage(map))];
            ImageFile[] written = files is null ? [] : [.. images.SelectMany(files.Draw)];
            string[] drawn = draw is null ? [] : [.. images.Select(draw)];
            GC.KeepAlive(full);
            MapLine[] lines = [.. maps.Select(MapLine.From)];
            return () =>
            {
                _session.NoteDamage(path, warning);
                _session.NoteUnfamiliar(path, maps.FirstOrDefault()?.IsUnfamiliar);
                files?.Save(written);
                foreach (var text in drawn) _session.Out.WriteLine(text);
                Write(lines);
            };
        }

        Action Score(AnalyzedImage<ClassScore> image, SaliencyOptions options, Parallelism parallel)
        {
            ScoreLine[] lines = [.. image.Results.Select(ScoreLine.From)];
            var (path, warning) = (image.File, image.Image!.Warning);
            return () =>
            {
                _session.NoteDamage(path, warning);
                _session.NoteUnfamiliar(path, lines.FirstOrDefault()?.IsUnfamiliar);
                WriteScores(lines);
            };
        }

        void WriteScores(ScoreLine[] lines)
        {
            if (run is not null)
                foreach (var line in lines) run.Add(writer => ResultLines.Write(writer, line with { Path = run.Key! }));
            else if (!json && lines.Length > 0) ResultTable.Write(_session.Out, lines, networks.Count > 1);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }

        void Write(MapLine[] lines)
        {
            if (run is not null)
                foreach (var line in lines) run.Add(writer => ResultLines.Write(writer, line with { Path = run.Key! }));
            else if (!json && lines.Length > 0) ResultTable.Write(_session.Out, lines, networks.Count > 1);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }
    }
}
