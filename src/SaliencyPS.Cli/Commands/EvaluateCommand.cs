using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
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

    private readonly Argument<string> _truth = new("TRUTH.csv")
    {
        Description = "The true boxes: a line of column names, path, classIndex, x, y, width, height and maybe split, then a line per box.",
    };

    private readonly Option<string?> _images = new("--images")
    {
        Description = "The folder of the pictures; by default that of the CSV file.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _split = new("--split")
    {
        Description = "Only the pictures of this split, such as dev or test.",
        HelpName = "NAME",
    };

    public EvaluateCommand(Session session) : base("evaluate", "Measure classification and localisation errors on annotated pictures (ILSVRC protocol).")
    {
        Examples =
        [
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
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (truth, split, json) = (parse.GetRequiredValue(_truth), parse.GetValue(_split), parse.GetValue(_json));
        var pictures = Read(truth, split);
        var folder = Path.GetFullPath(parse.GetValue(_images) ?? Path.GetDirectoryName(Path.GetFullPath(truth))!);
        var (saliency, localization) = (_view.Saliency(parse), _localization.Options(parse));
        var network = _network.Load(parse, _session);
        if (pictures.FirstOrDefault(boxes => boxes.First().ClassIndex >= network.ClassCount) is { } unknown)
            throw new UsageException($"{truth}: '{unknown.Key}' is of class {unknown.First().ClassIndex}; "
                + $"the classes of network '{network.Name}' are 0 to {network.ClassCount - 1}.");
        var finder = new BoxFinder(_session, localization, saliency.Threads);
        var (analyzer, analyzed) = (default(SaliencyAnalyzer), -1);
        var (limits, errors) = (_view.Limits(parse), new LocalizationError(GoodOverlap));
        foreach (var boxes in pictures)
        {
            _session.Token.ThrowIfCancellationRequested();
            _session.Progress.Show($"{errors.Summary.Images} of {pictures.Length} pictures");
            var path = Path.Combine(folder, boxes.Key);
            if (_session.Try(path, () => Evaluate(path, boxes), out var line) && json) JsonLines.Write(_session.Out, line);
        }

        _session.Progress.Clear();
        var summary = EvaluationSummary.From(errors.Summary, network.Name, saliency.View, split);
        if (json) JsonLines.Write(_session.Out, summary);
        else summary.Write(_session.Out);
        return _session.Outcome;

        // Only a prediction of the true class can be right, so its rank and its box are all that the protocol asks of a picture.
        EvaluationLine Evaluate(string path, IGrouping<string, GroundTruthBox> boxes)
        {
            var picture = ImageDecoder.Read(path, limits, _session.Token);
            var trueClass = boxes.First().ClassIndex;
            if (analyzed != trueClass)
                (analyzer, analyzed) = (new SaliencyAnalyzer(network, saliency with { Classes = [trueClass] }), trueClass);
            var map = analyzer!.Analyze(picture, path, _session.Token).Single();
            BoundingBox? box = finder.Find(picture, [map]) is [var (_, result)] ? result.Box : null;
            var found = new LocalizationPrediction(map.ClassIndex, box);
            var predictions = new LocalizationPrediction[Predictions];
            Array.Fill(predictions, new LocalizationPrediction(ClassIndex: -1, Box: null));
            if (map.Rank <= Predictions) predictions[map.Rank - 1] = found;
            errors.Add([.. boxes], predictions, found);
            return EvaluationLine.From(map, box, box is { } b ? boxes.Max(t => t.IntersectionOverUnion(b)) : 0);
        }
    }

    private static IGrouping<string, GroundTruthBox>[] Read(string truth, string? split)
    {
        try
        {
            IGrouping<string, GroundTruthBox>[] pictures =
                [.. GroundTruth.Read(truth).Boxes.Where(box => split is null || box.Split == split).GroupBy(box => box.Path)];
            if (pictures.Length == 0) throw new UsageException($"{truth}: no boxes{(split is null ? "" : $" of split '{split}'")}.");
            return pictures.FirstOrDefault(boxes => boxes.DistinctBy(box => box.ClassIndex).Count() > 1) is { } mixed
                ? throw new UsageException($"{truth}: '{mixed.Key}' has boxes of several classes; the protocol knows one class per picture.")
                : pictures;
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is GroundTruthException ? e.Message : $"{truth}: {e.Message}");
        }
    }
}
