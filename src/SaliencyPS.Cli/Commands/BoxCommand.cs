using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Results.Lines;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency box</c>: weakly supervised object localisation.</summary>
internal sealed class BoxCommand : SessionCommand
{
    // More would make no image that one can look at.
    private const int MostOnSheet = 30;

    private readonly Session _session;
    private readonly ImageOptions _options = new();
    private readonly ResultOptions _results = new(Enum.GetValues<ImageKind>(), standard: [ImageKind.HeatMap, ImageKind.Overlay]);
    private readonly LocalizationChoices _localization = new();
    private readonly InstanceOptions _instances = new();
    private readonly RunOptions _run = new();

    private readonly Option<string?> _sheet = new("--sheet")
    {
        Description = $"Write one image of the first {MostOnSheet} results: each image with the heat map and box (or all boxes) "
            + $"of its best class.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _masks = new("--masks")
    {
        Description = "With --json or --results: add the pixels of each object, as COCO writes segmentations.",
    };

    public BoxCommand(Session session)
        : base("box", "Find where the object of a class is: a box from the class saliency map by GraphCut.")
    {
        Examples =
        [
            "saliency box dog.jpg --network squeezenet1_1.onnx --top 1",
            "saliency box photos --recurse --json > boxes.jsonl",
            "saliency box photos --recurse --results scan --resume --shard 3/8",
            "saliency box photos --json --masks > segmentations.jsonl",
            "saliency box dog.jpg --out out --kind box --kind mask",
            "saliency box flock.jpg --all-instances --min-area 0.2 --out out --kind box --kind crop",
            "find . -name '*.jpg' -newer stamp | saliency box - --class 207 --out boxes",
            "find photos -name '*.jpg' -print0 | saliency box --from - --results scan --resume",
        ];
        _session = session;
        _options.AddTo(this);
        _results.AddTo(this);
        _localization.AddTo(this);
        _instances.AddTo(this);
        _run.AddTo(this, _results.AsJson, _results.AsDrawing);
        Add(_sheet);
        Add(_masks);
        Validators.Add(result =>
        {
            if (result.GetValue(_masks) && !result.GetValue(_results.AsJson) && !_run.IsAsked(result))
                result.AddError("--masks needs --json or --results.");
        });
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _options.Load(parse, _session);
        var method = networks[0].Options.Attribution.Method;
        _localization.RequireSegmenter(parse);
        var (localization, all) = (_instances.Apply(parse, _localization.Options(parse, method)),
            _instances.All(parse));
        var (limits, json, files, draw) = (_options.View.Limits(parse), _results.Json(parse), _results.Files(parse, _session),
            _results.Drawing(parse, _session));
        var (style, masks) = (_results.Style(parse), parse.GetValue(_masks));
        var sheet = parse.GetValue(_sheet) is null ? null : new ContactSheet();
        using var run = _run.Open(parse, _session, ResultLines.Boxes, _options.Shard(parse), networks, limits,
            BoxFinder.Describe(localization, all, masks));
        var work = _options.View.Work(parse, limits, isDrawn: files is not null || draw is not null || sheet is not null);
        ImageLoop.Run(_session, networks, work, token => _options.Images(parse, _session, limits, token), Locate);
        if (sheet?.Count > 0) WriteSheet(parse.GetRequiredValue(_sheet)!, sheet, _results.Replace(parse));
        return _run.Close(parse, _session);

        Action Locate(AnalyzedImage<ClassSaliency> image, SaliencyOptions options, Parallelism parallel)
        {
            var (path, maps, warning) = (image.File, image.Results, image.Image!.Warning);
            var (boxes, faults) = BoxFinder.Find(image.Image, maps, localization, all, limits, parallel);
            // The results share it while it is here.
            var full = boxes.Count > 0 && (files is not null || draw is not null || sheet is not null)
                ? boxes[0].Map.GetImage(limits, parallel.Token)
                : null;
            SaliencyImage[] images =
                [.. boxes.Select(box => new SaliencyImage(box.Map, box.Found.Select(one => ObjectBox.From(box.Map, one))))];
            ImageFile[] written = files is null ? [] : [.. images.SelectMany(files.Draw)];
            string[] drawn = draw is null ? [] : [.. images.Select(draw)];
            if (sheet is not null && images.Any(one => one.IsPhotograph(Path.GetFullPath(parse.GetRequiredValue(_sheet)!))))
                return () => throw new UsageException($"{parse.GetValue(_sheet)}: {ImageFiles.Photograph}");
            var best = sheet is null || images.Length == 0 ? null : images[0].Render(ImageKind.Overlay, style, parallel.Token);
            GC.KeepAlive(full);
            BoxLine[] lines = [.. boxes.SelectMany(box => box.Found.Select(one => BoxLine.From(box.Map, one, masks)))];
            return () =>
            {
                _session.NoteDamage(path, warning);
                _session.NoteUnfamiliar(path, maps.FirstOrDefault()?.IsUnfamiliar);
                foreach (var fault in faults) _session.Fail(path, fault);
                files?.Save(written);
                if (best is not null && sheet?.Count < MostOnSheet) sheet.Add(best);
                foreach (var text in drawn) _session.Out.WriteLine(text);
                if (lines.Length > 0) Write(lines);
            };
        }

        void Write(BoxLine[] lines)
        {
            if (run is not null)
                foreach (var line in lines) run.Add(writer => ResultLines.Write(writer, line with { Path = run.Key! }));
            else if (!json) ResultTable.Write(_session.Out, lines, networks.Count > 1);
            else foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }
    }

    private void WriteSheet(string file, ContactSheet sheet, bool replace) => _session.Write(Path.GetFullPath(file), stream =>
        ImageEncoder.Write(sheet.Render(), stream, ImageEncoder.FormatOf(file) ?? ImageFormat.Png), replace);
}
