using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Options;
using SaliencyPS.Reporting;
using SaliencyPS.Reporting.Kept;
using SaliencyPS.Runs;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency report</c>: a page, a folder of pages or a workbook of maps and boxes.</summary>
internal sealed class ReportCommand : SessionCommand
{
    private static readonly ReportOptions Standard = new();

    private readonly Session _session;
    private readonly ImageOptions _options = new(required: false);
    private readonly LocalizationChoices _localization = new();
    private readonly InstanceOptions _instances = new();
    private readonly Option<string> _out = new("--out", "-o")
    {
        Description = "The file to write; an Excel workbook where its name ends in .xlsx; where it has no extension, a folder of "
            + $"an index and pages of {ReportFolder.ImagesOnPage} images, for any number of them.",
        HelpName = "FILE.html", Required = true,
    };
    private readonly Option<string> _title = new("--title")
    {
        Description = "Heading of the page.", HelpName = "TEXT", DefaultValueFactory = _ => Standard.Title
    };
    private readonly Option<int> _side = NumberOption.Create(DrawingDefinitions.MaximumImageSide);
    private readonly Option<bool> _noClobber = SwitchOption.Create(DrawingDefinitions.NoClobber);
    private readonly Option<ColorMap> _colors = ChoiceOption.Create(DrawingDefinitions.ColorMap, Standard.Colors);
    private readonly Option<string?> _results = new(RunDefinitions.KeptResults.Option!)
    {
        Description = $"{RunDefinitions.KeptResults.Help} Their images are below --root.", HelpName = "DIR",
    };
    private readonly Option<string?> _only = new(RunDefinitions.Only.Option!)
    {
        Description = $"{RunDefinitions.Only.Help} With --results.", HelpName = "CHOICE",
    };

    public ReportCommand(Session session)
        : base("report", "Write one HTML page or a folder of pages, which needs nothing besides itself, or an Excel workbook, of "
            + "images with their saliency maps and boxes.")
    {
        Examples =
        [
            "saliency report photos --recurse --network squeezenet1_1.onnx --top 1 --out report.html",
            "saliency report '*.png' --class teapot --title 'Is it the teapot?' --color-map turbo --out teapots.html",
            "saliency report --results scan --root photos --out scan-report",
            "saliency report --results scan --root photos --only doubtful --out doubtful.xlsx",
        ];
        _session = session;
        _options.AddTo(this);
        _localization.AddTo(this);
        _instances.AddTo(this);
        foreach (Option option in (Option[])[_out, _title, _side, _colors, _noClobber, _results, _only]) Add(option);
        Validators.Add(Check);
        SetAction(Run);
    }

    // Of results that are there already nothing can be asked that would decide them.
    private void Check(CommandResult result)
    {
        if (result.GetValue(_only) is { } only)
        {
            if (result.GetValue(_results) is null) result.AddError($"{_only.Name} needs {_results.Name}.");
            try
            {
                ReportSelection.Parse(only);
            }
            catch (ArgumentException e)
            {
                result.AddError($"{_only.Name}: {e.Message}");
            }
        }

        if (result.GetValue(_results) is null)
        {
            if (!_options.Input.IsGiven(result)) result.AddError($"Name images, or {_results.Name} with results of them.");
            return;
        }

        if (_options.Input.IsGiven(result)) result.AddError($"Images are named, or {_results.Name}, but not both.");
        string[] fitting = [_out.Name, _title.Name, _side.Name, _noClobber.Name, _results.Name, _only.Name,
            RunDefinitions.Root.Option!, ReadingDefinitions.Threads.Option!, ReadingDefinitions.MaximumPixels.Option!,
            ReadingDefinitions.Codec.Option!];
        foreach (var option in result.Children.OfType<OptionResult>().Where(one => !one.Implicit
            && result.Command.Options.Contains(one.Option) && !fitting.Contains(one.Option.Name)))
            result.AddError($"{option.Option.Name} goes with images; the results of {_results.Name} are as they are.");
    }

    private int Run(ParseResult parse)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parse.GetRequiredValue(_out)));
        var replace = !parse.GetValue(_noClobber);
        if (!replace && Path.Exists(target))
            throw new UsageException(
                $"{target}: The {(File.Exists(target) ? "file" : "folder")} exists, and --no-clobber keeps it.");
        if (Reports.Obstacle(target) is { } obstacle) throw new UsageException($"{target}: It {obstacle}");
        var options = Reports.Looks(target, new()
        {
            Title = parse.GetRequiredValue(_title),
            Created = _session.Clock.GetLocalNow(),
            Command = $"saliency {string.Join(' ', parse.Tokens.Select(token => Text.Quote(token.Value)))}",
            MaximumImageSide = parse.GetValue(_side),
            Colors = parse.GetValue(_colors),
        });
        return parse.GetValue(_results) is { } results ? Show(parse, results, target, options, replace)
            : Compute(parse, target, options, replace);
    }

    private int Show(ParseResult parse, string results, string target, ReportOptions options, bool replace)
    {
        var (limits, parallel) = (_options.View.Limits(parse),
            new Parallelism(_options.View.Saliency(parse).Threads, _session.Token));
        try
        {
            var read = KeptResults.Open(Path.GetFullPath(results), _session.Token);
            using var report = Reports.Begin(target, options, replace);
            KeptReport.Write(read, Path.GetFullPath(_options.Input.Root(parse) ?? "."),
                ReportSelection.Parse(parse.GetValue(_only)), options, limits, parallel, report,
                (path, fault) => _session.Fail(path, Text.Of(fault)));
            report.Complete();
        }
        catch (MergeException e)
        {
            _session.Fail(results, e.Message + (e.Missing.Count == 0 ? "" : $" --array={MergeException.Array(e.Missing)}"));
        }

        return _session.Outcome;
    }

    private int Compute(ParseResult parse, string target, ReportOptions options, bool replace)
    {
        var networks = _options.Load(parse, _session);
        var method = networks[0].Options.Attribution.Method;
        _localization.RequireSegmenter(parse);
        var (localization, all) = (_instances.Apply(parse, _localization.Options(parse, method)),
            _instances.All(parse));
        var limits = _options.View.Limits(parse);
        var images = 0;
        using var report = Reports.Begin(target, options, replace);
        _session.Failed = (path, what) => report.Add(new FailedImage(path, what));
        var work = _options.View.Work(parse, limits, isDrawn: true);
        ImageLoop.Run(_session, networks, work, token => _options.Images(parse, _session, limits, token), Draw);
        if (images == 0) _session.Note(parse.GetRequiredValue(_out), "There are no results; the report was not written.");
        else report.Complete();
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
                foreach (var row in rows) report.Add(row);
                foreach (var fault in faults) _session.Fail(path, fault);
                images++;
            };
        }
    }
}
