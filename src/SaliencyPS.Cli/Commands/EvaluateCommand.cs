using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation;
using SaliencyPS.Imaging;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency evaluate</c>: the ILSVRC localisation protocol over annotated pictures.</summary>
internal sealed class EvaluateCommand : SessionCommand
{
    // ILSVRC counts a box as good from this intersection over union on, and looks at so many predictions.
    private const double GoodOverlap = 0.5;
    private const int Predictions = 5;

    private readonly Session _session;
    private readonly NetworkOptions _network = new();
    private readonly ViewOptions _view = new();
    private readonly LocalizationChoices _localization = new();
    private readonly Option<bool> _json = JsonOption.Create();

    private readonly Argument<string> _truth = new("TRUTH")
    {
        Description = "The true boxes: COCO JSON, or CSV with a line of column names (path, classIndex, x, y, width, height, maybe split) and a line per box.",
    };

    private readonly Option<string?> _images = new("--images")
    {
        Description = "The folder of the pictures; by default that of the file of true boxes.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _split = new("--split")
    {
        Description = "Only the pictures of this split, such as dev or test.",
        HelpName = "NAME",
    };

    private readonly Option<int> _randomize = NumberOption.Create(
        "--randomize", "Replace the weights of so many layers, the last first, by noise: maps and boxes must get worse.", 0, 0, 10_000);

    public EvaluateCommand(Session session) : base("evaluate", "Measure classification and localisation errors on annotated pictures (ILSVRC protocol).")
    {
        Examples =
        [
            "saliency evaluate examples/images/ground-truth.json",
            "saliency evaluate truth.csv --network squeezenet1_1.onnx --split test",
            "saliency evaluate truth.csv --images photos --view tencrop --json > results.jsonl",
        ];
        _session = session;
        Add(_truth);
        Add(_images);
        Add(_split);
        _network.AddTo(this);
        _view.AddTo(this);
        _localization.AddTo(this);
        Add(_randomize);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (truth, split, json) = (parse.GetRequiredValue(_truth), parse.GetValue(_split), parse.GetValue(_json));
        var folder = Path.GetFullPath(parse.GetValue(_images) ?? Path.GetDirectoryName(Path.GetFullPath(truth))!);
        var (saliency, localization) = (_view.Saliency(parse), _localization.Options(parse));
        var network = RandomWeights.Randomize(_network.Load(parse, _session), parse.GetValue(_randomize));
        var pictures = Read(truth, split, network.Labels);
        if (pictures.SelectMany(boxes => boxes).FirstOrDefault(box => box.ClassIndex >= network.ClassCount) is { } unknown)
            throw new UsageException($"{truth}: '{unknown.Path}' is of class {unknown.ClassIndex}; "
                + $"the classes of network '{network.Name}' are 0 to {network.ClassCount - 1}.");
        var finder = new BoxFinder(_session, localization, saliency.Threads);
        var (analyzer, analyzed) = (default(SaliencyAnalyzer), Array.Empty<int>());
        var (limits, errors) = (_view.Limits(parse), new LocalizationError(GoodOverlap));
        foreach (var boxes in pictures)
        {
            _session.Token.ThrowIfCancellationRequested();
            _session.Progress.Show($"{errors.Summary.Images} of {pictures.Length} pictures");
            var path = Path.Combine(folder, boxes.Key);
            if (_session.Try(path, () => Evaluate(path, boxes), out var lines) && json)
                foreach (var line in lines) JsonLines.Write(_session.Out, line);
        }

        _session.Progress.Clear();
        var summary = EvaluationSummary.From(errors.Summary, network.Name, saliency.View, split);
        if (json) JsonLines.Write(_session.Out, summary);
        else summary.Write(_session.Out);
        return _session.Outcome;

        // Only a prediction of a true class can be right, so their ranks and boxes are all that the protocol asks of a picture.
        IReadOnlyList<EvaluationLine> Evaluate(string path, IGrouping<string, GroundTruthBox> boxes)
        {
            var picture = ImageDecoder.Read(path, limits, _session.Token);
            int[] classes = [.. boxes.Select(box => box.ClassIndex).Distinct()];
            if (!analyzed.SequenceEqual(classes))
                (analyzer, analyzed) = (new SaliencyAnalyzer(network, saliency with { Classes = classes }), classes);
            ClassSaliency[] maps = [.. analyzer!.Analyze(picture, path, _session.Token)];
            var located = finder.Find(picture, maps).ToDictionary(pair => pair.Map, pair => pair.Found.Box);
            var predictions = new LocalizationPrediction[Predictions];
            Array.Fill(predictions, new LocalizationPrediction(ClassIndex: -1, Box: null));
            var (found, lines) = (new List<LocalizationPrediction>(), new List<EvaluationLine>());
            foreach (var map in maps)
            {
                var one = new LocalizationPrediction(map.ClassIndex, located.TryGetValue(map, out var box) ? box : null, map.Map.Peak);
                found.Add(one);
                if (map.Rank <= Predictions) predictions[map.Rank - 1] = one;
                lines.Add(EvaluationLine.From(map, one.Box, LocalizationError.Overlap(boxes, one), LocalizationError.IsHit(boxes, one)));
            }

            errors.Add([.. boxes], predictions, found);
            return lines;
        }
    }

    private static IGrouping<string, GroundTruthBox>[] Read(string truth, string? split, IReadOnlyList<string> labels)
    {
        try
        {
            IGrouping<string, GroundTruthBox>[] pictures =
                [.. GroundTruth.Read(truth, labels).Boxes.Where(box => split is null || box.Split == split).GroupBy(box => box.Path)];
            return pictures.Length > 0 ? pictures : throw new UsageException($"{truth}: no boxes{(split is null ? "" : $" of split '{split}'")}.");
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is GroundTruthException ? e.Message : $"{truth}: {e.Message}");
        }
    }
}
