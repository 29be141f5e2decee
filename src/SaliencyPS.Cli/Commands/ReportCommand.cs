using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Options;
using SaliencyPS.Reporting;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency report</c>: one HTML page of maps and boxes.</summary>
internal sealed class ReportCommand : SessionCommand
{
    private static readonly ReportOptions Standard = new();

    private readonly Session _session;
    private readonly ImageOptions _options = new();
    private readonly LocalizationChoices _localization = new();
    private readonly InstanceOptions _instances = new();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The file to write.", HelpName = "FILE.html", Required = true
    };
    private readonly Option<string> _title = new("--title")
    {
        Description = "Heading of the page.", HelpName = "TEXT", DefaultValueFactory = _ => Standard.Title
    };
    private readonly Option<int> _side = NumberOption.Create(DrawingDefinitions.MaximumImageSide);
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);
    private readonly Option<ColorMap> _colors = ChoiceOption.Create(DrawingDefinitions.ColorMap, Standard.Colors);

    public ReportCommand(Session session)
        : base("report", "Write one HTML page, which needs nothing besides itself, of images with their saliency maps and boxes.")
    {
        Examples =
        [
            "saliency report photos --recurse --network squeezenet1_1.onnx --top 1 --out report.html",
            "saliency report '*.png' --class teapot --title 'Is it the teapot?' --color-map turbo --out teapots.html",
        ];
        _session = session;
        _options.AddTo(this);
        _localization.AddTo(this);
        _instances.AddTo(this);
        foreach (Option option in (Option[])[_out, _title, _side, _colors, _noClobber]) Add(option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _options.Load(parse, _session);
        var method = networks[0].Options.Attribution.Method;
        _localization.RequireSegmenter(parse);
        var (localization, all) = (_instances.Apply(parse, _localization.Options(parse, method)),
            _instances.All(parse));
        var limits = _options.View.Limits(parse);
        var options = new ReportOptions
        {
            Title = parse.GetRequiredValue(_title),
            Created = _session.Clock.GetLocalNow(),
            Command = $"saliency {string.Join(' ', parse.Tokens.Select(token => Text.Quote(token.Value)))}",
            MaximumImageSide = parse.GetValue(_side),
            Colors = parse.GetValue(_colors),
        };
        var images = 0;
        var (target, replace) = (Path.GetFullPath(parse.GetRequiredValue(_out)), !parse.GetValue(_noClobber));
        if (!replace && File.Exists(target)) throw new UsageException($"{target}: The file exists, and --no-clobber keeps it.");
        using var file = ImageLoop.Try(() => new ReportFile(target, options, replace));
        var work = _options.View.Work(parse, limits, isDrawn: true);
        ImageLoop.Run(_session, networks, work, token => _options.Images(parse, _session, limits, token), Draw);
        if (images == 0) _session.Note(parse.GetRequiredValue(_out), "There are no results; the report was not written.");
        else file.Complete();
        return _session.Outcome;

        Action Draw(AnalyzedImage<ClassSaliency> analyzed, SaliencyOptions saliency, Parallelism parallel)
        {
            var (path, maps, image) = (analyzed.File, analyzed.Results, analyzed.Image!);
            var warning = image.Warning;
            if (maps.Count == 0) return () => { };
            var (boxes, faults) = BoxFinder.Find(image, maps, localization, all, limits, parallel);
            var found = boxes.ToDictionary(pair => pair.Map, pair => pair.Found.Select(one => ObjectBox.From(pair.Map, one)));
            var small = ReportImage.From(image, path, options, limits, parallel.Token);
            var rows = new DrawnRow[maps.Count];
            parallel.For(maps.Count, i =>
                rows[i] = new(new(maps[i], found.GetValueOrDefault(maps[i], [])), small));
            return () =>
            {
                _session.NoteDamage(path, warning);
                _session.NoteUnfamiliar(path, maps.FirstOrDefault()?.IsUnfamiliar);
                foreach (var fault in faults) _session.Fail(path, fault);
                foreach (var row in rows) file.Add(row);
                images++;
            };
        }
    }
}
