using System.CommandLine;
using SaliencyPS.Cli.Input;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Inputs;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Reporting;
using SaliencyPS.Results.Lines;
using SaliencyPS.Runs;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency evaluate</c>: the ILSVRC localisation protocol over annotated images.</summary>
internal sealed class EvaluateCommand : SessionCommand
{
    private readonly Session _session;
    private readonly NetworkOptions _network = new();
    private readonly ViewOptions _view = new();
    private readonly LocalizationChoices _localization = new();
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Argument<string> _truth = new("TRUTH")
    {
        Description =
            "The true boxes: COCO JSON; PASCAL VOC or ILSVRC XML, a file or a folder of them; ILSVRC's LOC_*_solution.csv; a "
            + "folder of "
            + "wsolevaluation's text files; or CSV with a line of column names (path, x, y, width, height; classIndex, wnid or "
            + "label; maybe split) and a line per box.",
    };

    private readonly Option<string?> _images = new("--images")
    {
        Description = "The folder of the images; by default that of the true boxes, or JPEGImages beside VOC's Annotations.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _split = new("--split")
    {
        Description = "Only the images of this split, such as dev or test.",
        HelpName = "NAME",
    };

    private readonly ListOption _from = new("Only the images of this list.");
    private readonly PredictionOptions _predictions = new();
    private readonly ShardOptions _shard = new();
    private readonly RunOptions _run = new();

    private readonly Option<bool> _total = new("--total")
    {
        Description = "Tell the figures of the results that all shards kept with --results, and compute nothing; with the "
            + "options by which they were made.",
    };

    private readonly Option<int> _randomize = NumberOption.Create(MeasureDefinitions.Randomize);

    private readonly Option<bool> _details = new("--details")
    {
        Description = "Tell the figures of each class too and, in the table, each true class of each image."
    };

    private readonly Option<string?> _report = new("--report")
    {
        Description = "Draw true boxes (green) and found ones (red): a contact sheet of the first 40 images where FILE ends in "
            + ".png or .jpg, otherwise an HTML page.",
        HelpName = "FILE",
    };

    private readonly Option<int> _resamples = NumberOption.Create(MeasureDefinitions.Resamples);
    private readonly Option<int> _seed = NumberOption.Create(MeasureDefinitions.Seed);

    public EvaluateCommand(Session session)
        : base("evaluate", "Measure classification and localisation errors on annotated images (ILSVRC protocol).")
    {
        Examples =
        [
            "saliency evaluate examples/images/ground-truth.json",
            "saliency evaluate truth.csv --network squeezenet1_1.onnx --split test",
            "saliency evaluate VOC2007/Annotations --network squeezenet1_1.onnx --details",
            "saliency evaluate truth.csv --from test-images.txt",
            "saliency evaluate truth.json --predictions boxes.jsonl --details",
            "saliency evaluate truth.csv --images photos --view tencrop --json > results.jsonl",
            "saliency evaluate examples/images/ground-truth.json --report boxes.png",
            "saliency evaluate truth.csv --images photos --results judged --resume --shard 3/8",
            "saliency evaluate truth.csv --images photos --results judged --total",
        ];
        _session = session;
        Add(_truth);
        Add(_images);
        Add(_split);
        Add(_from.Option);
        _shard.AddTo(this);
        _run.AddTo(this);
        Add(_total);
        Validators.Add(result =>
        {
            if (result.GetValue(_total) && !_run.IsAsked(result)) result.AddError($"{_total.Name} needs --results.");
            if (result.GetValue(_total) && (_run.IsResumed(result) || _shard.IsAsked(result)))
                result.AddError($"{_total.Name} is of all shards and computes nothing: it goes without --resume and --shard.");
            if (result.GetValue(_report) is not null && _run.IsAsked(result))
                result.AddError($"{_report.Name} and --results exclude each other: 'saliency report --results' shows what was "
                    + "kept.");
        });
        _network.AddTo(this);
        _view.AddTo(this);
        _localization.AddTo(this);
        Add(_randomize);
        foreach (Option option in (Option[])[_details, _report, _resamples, _seed, _json]) Add(option);
        _predictions.AddTo(this, _report, _randomize, _shard.Option);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (file, split, json, details) = (parse.GetRequiredValue(_truth), parse.GetValue(_split),
            parse.GetValue(_json), parse.GetValue(_details));
        if (_predictions.File(parse) is { } predictions) return Measure(parse, predictions);
        var saliency = _view.Saliency(parse);
        _localization.RequireSegmenter(parse);
        var localization = _localization.Options(parse, saliency.Attribution.Method);
        var network = RandomWeights.Randomize(_network.Load(parse, _session), parse.GetValue(_randomize));
        var known = Read(file, network.Labels);
        var truth = split is null ? known : known.InSplit(split);
        var limits = _view.Limits(parse);
        var folder = new EvaluatedImages(file, parse.GetValue(_images), limits);
        var images = new OrderedDictionary<string, GroundTruthImage>();
        var list = _from.List(parse, _session);
        foreach (var (path, image) in Choose(truth, folder, list)) images.TryAdd(path, image);
        if (images.Count == 0) throw new UsageException(Nothing(file, split, truth, network));
        // What a backward pass takes in is planned once; an image of more classes takes several passes.
        saliency = saliency with { Classes = images.Values.Select(Classes).MinBy(classes => classes.Length) };
        var engine = _network.Engine(parse, _session, network, one => SaliencyPlan.For(network, saliency with { Engine = one }));
        saliency = saliency with { Engine = engine };
        if (list is not null) truth = truth.Of([.. images.Values]);
        var root = _shard.Root(parse) ?? folder.Folder;
        var options = new MeasureOptions { TrueClassesOnly = true, Details = details, Resamples = parse.GetValue(_resamples),
            Seed = parse.GetValue(_seed), Threads = saliency.Threads };
        var settings = ImageLoop.Describe(network, saliency);
        (string, string)[] decided = [("boxes", $"{localization}"), ("ground truth", Digest(file)), ("split", split ?? "all"),
            ("random layers", $"{parse.GetValue(_randomize)}")];
        var asked = saliency with { Classes = null };
        var code = _session.Outcome;
        if (!parse.GetValue(_total))
        {
            using var run = _run.Open(parse, _session, ResultLines.Evaluations, _shard.Shard(parse), [(network, asked)], limits,
                decided);
            ImageInput[] taken = [.. _shard.Take(parse, _session,
                images.Keys.Select(path => new ImageInput(path) { Root = root }))];
            if (run is null && taken.Length < images.Count) truth = truth.Of([.. taken.Select(image => images[image.Path])]);
            var meter = new LocalizationMeter(truth, settings, $"{localization}", options);
            using var report = Report(parse);
            ImageLoop.Run(_session, [(network, saliency)], _view.Work(parse, limits, isDrawn: report is not null),
                _ => taken,
                (analyzer, _, shown, parallel, progress) =>
                    analyzer.Analyze(shown, n => Classes(images[shown[n].Path]), parallel, progress),
                (analyzed, _, parallel) => Evaluate(analyzed, run, meter, report, parallel));
            if (report is not null) _session.Try(parse.GetRequiredValue(_report)!, report.Complete);
            _session.Progress.Clear();
            if (run is null) return Tell(meter);
            code = _run.Close(parse, _session);
            if (code == ExitCode.Incomplete || _shard.Shard(parse).Count > 1) return code;
        }

        var files = images.Keys.ToDictionary(path => ImageKey.Of(root, path));
        var all = new LocalizationMeter(truth, settings, $"{localization}", options);
        if (!TryCount(parse, ImageLoop.Try(() =>
                RunSettings.Describe(ResultLines.Evaluations, Shard.Whole, network, asked, limits, decided)),
            new KeptJudgements(all, key => files.TryGetValue(key, out var path) ? (path, images[path]) : null)))
            return ExitCode.SomeFailed;
        Tell(all);
        return Math.Max(code, _session.Outcome);

        int Tell(LocalizationMeter meter)
        {
            Write(parse, meter.Measure(), folder.CountUnknown(known));
            return _session.Outcome;
        }

        // Only a prediction of a true class can be right, so their ranks and boxes are all that the protocol asks of an image.
        Action Evaluate(AnalyzedImage<ClassSaliency> analyzed, ResultPart? run, LocalizationMeter meter, EvaluationReport? report,
            Parallelism parallel)
        {
            var (path, maps, image) = (analyzed.File, analyzed.Results, analyzed.Image!);
            var warning = image.Warning;
            var fit = images[path].FitTo(image.Width, image.Height, () => image.Orientation, out var misfit)
                ?? throw new GroundTruthException(file, "image size", misfit!);
            var (located, faults) = BoxFinder.Find(image, maps, localization, all: false, limits, parallel);
            var found = located.ToDictionary(pair => pair.Map, pair => pair.Found[0]);
            var judged = new ClassJudgement[maps.Count];
            parallel.For(maps.Count, i => judged[i] = ClassJudgement.Of(truth, maps[i], found.GetValueOrDefault(maps[i])));
            EvaluationLine[] lines = [.. maps.Zip(judged).Select(pair =>
                EvaluationLine.From(pair.First, found.GetValueOrDefault(pair.First)?.Box, pair.Second.Overlap ?? 0,
                    pair.Second.PointingHit == true, run is null ? null : KeptJudgements.Keep(pair.Second)))];
            var draw = report?.Draw(image, maps, found, fit.Boxes, limits, parallel.Token);
            return () =>
            {
                _session.NoteDamage(path, warning);
                _session.NoteUnfamiliar(path, maps.FirstOrDefault()?.IsUnfamiliar);
                foreach (var fault in faults) _session.Fail(path, fault);
                if (run is not null)
                    foreach (var line in lines) run.Add(writer => ResultLines.Write(writer, line with { Path = run.Key! }));
                else
                {
                    foreach (var one in judged) meter.Add(one);
                    if (json)
                        foreach (var line in lines) JsonLines.Write(_session.Out, line);
                }

                draw?.Invoke();
            };
        }
    }

    private int Measure(ParseResult parse, string predictions)
    {
        var (file, split) = (parse.GetRequiredValue(_truth), parse.GetValue(_split));
        var labels = _network.IsGiven(parse) ? _network.Load(parse, _session).Labels : null;
        var truth = Read(file, labels);
        if (split is not null) truth = truth.InSplit(split);
        if (_from.List(parse, _session) is { } list)
            truth = truth.Of([.. list.Read(_session.Token).Select(truth.Find).OfType<GroundTruthImage>()]);
        if (truth.Boxes.Count == 0) throw new UsageException($"{file}: no boxes to measure by.");
        var limits = _view.Limits(parse);
        var options = new MeasureOptions { Details = parse.GetValue(_details), Resamples = parse.GetValue(_resamples),
            Seed = parse.GetValue(_seed), Threads = _view.Saliency(parse).Threads };
        foreach (var meter in PredictionOptions.Judge(_session, predictions, truth, labels,
            new EvaluatedImages(file, parse.GetValue(_images), limits), limits, options))
        {
            var measured = meter.Measure();
            Write(parse, measured, measured.PicturesWithoutTruth.Count);
        }

        return _session.Outcome;
    }

    private void Write(ParseResult parse, LocalizationMeasurement measured, int withoutTruth)
    {
        var (json, details) = (parse.GetValue(_json), parse.GetValue(_details));
        var summary = EvaluationSummary.From(measured, parse.GetValue(_split), withoutTruth, details);
        if (json) JsonLines.Write(_session.Out, summary);
        else summary.Write(_session.Out);
        if (details && !json) EvaluationDetails.Write(_session.Out, measured);
    }

    // The figures are of nothing but what was made by these options.
    private bool TryCount(ParseResult parse, RunHeader header, KeptJudgements judgements)
    {
        var folder = _run.Folder(parse);
        try
        {
            var merge = ResultMerge.Open(folder, token: _session.Token);
            var whole = merge.Header with { Shard = header.Shard, Shards = header.Shards };
            if (whole.DifferencesFrom(header) is { Count: > 0 } other)
                throw new RunRefusedException($"'{folder}' was made in another way: {string.Join("; ", other)}. Give the same.");
            merge.Write(judgements, _session.Token);
            if (parse.GetValue(_total) && merge.Failed > 0)
                _session.Note(folder, $"{merge.Failed} of {merge.Images} images failed, or have not all of their results.");
            return true;
        }
        catch (MergeException e)
        {
            _session.Fail(folder, e.Message + (e.Missing.Count == 0 ? "" : $" --array={MergeException.Array(e.Missing)}"));
            return false;
        }
    }

    private static string Digest(string truth)
    {
        try
        {
            return GroundTruthFile.Digest(truth);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{truth}: {e.Message}");
        }
    }

    private EvaluationReport? Report(ParseResult parse)
    {
        if (parse.GetValue(_report) is not { } file) return null;
        var options = new ReportOptions
        {
            Title = "True and found boxes",
            Created = _session.Clock.GetLocalNow(),
            Command = $"saliency {string.Join(' ', parse.Tokens.Select(token => Text.Quote(token.Value)))}",
        };
        return _session.Try(file, () => ImageLoop.Try(() => new EvaluationReport(file, options)), out var report) ? report : null;
    }

    // The images that have a true class of the network: all, or those of a list, each of which is to have one.
    private IEnumerable<(string Path, GroundTruthImage Image)> Choose(
        GroundTruthSet truth, EvaluatedImages folder, PathList? list)
    {
        if (list is null)
        {
            foreach (var image in truth.Images.Where(image => Classes(image).Length > 0))
                yield return (folder.Find(image), image);
            yield break;
        }

        foreach (var path in list.Read(_session.Token))
            if (truth.Find(path) is not { } image || Classes(image).Length == 0)
                _session.Fail(path, "the true boxes have none of it, or none of a class of the network.");
            else yield return (File.Exists(path) ? Path.GetFullPath(path) : folder.Find(image), image);
    }

    private static int[] Classes(GroundTruthImage image) =>
        [.. image.Boxes.Select(box => box.ClassIndex).Where(index => index >= 0).Distinct()];

    private static GroundTruthSet Read(string truth, IReadOnlyList<string>? labels)
    {
        try
        {
            var read = GroundTruthFile.Read(truth);
            return labels is null ? read : read.WithClasses(labels);
        }
        catch (Exception e) when (e is GroundTruthException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is GroundTruthException ? e.Message : $"{truth}: {e.Message}");
        }
    }

    private static string Nothing(string file, string? split, GroundTruthSet truth, Network network) => truth.Boxes.Count == 0
        ? $"{file}: no boxes{(split is null ? "" : $" of split '{split}'")}."
        : $"{file}: no class of it, such as '{truth.Boxes[0].ClassName}', is one of network '{network.Name}', whose classes are "
            + $"0 to {network.ClassCount - 1}, such as '{network.Labels[0]}'.";
}
