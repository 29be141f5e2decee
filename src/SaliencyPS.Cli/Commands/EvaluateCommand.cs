using System.CommandLine;
using SaliencyPS.Cli.Input;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation;
using SaliencyPS.Localization;
using SaliencyPS.Numerics;
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
        var pictures = Read(truth, split, folder, network.Labels);
        if (pictures.Values.SelectMany(boxes => boxes).FirstOrDefault(box => box.ClassIndex >= network.ClassCount) is { } unknown)
            throw new UsageException($"{truth}: '{unknown.Path}' is of class {unknown.ClassIndex}; "
                + $"the classes of network '{network.Name}' are 0 to {network.ClassCount - 1}.");
        var (limits, errors) = (_view.Limits(parse), new LocalizationError(GoodOverlap));
        // What a backward pass takes in is planned once; a picture of more classes takes several passes.
        saliency = saliency with { Classes = pictures.Values.Select(Classes).MinBy(classes => classes.Length) };
        PictureLoop.Run(_session, network, saliency, _ => pictures.Keys.Select(path => new PictureInput(path)), Evaluate);

        _session.Progress.Clear();
        var summary = EvaluationSummary.From(errors.Summary, network.Name, saliency.View, split);
        if (json) JsonLines.Write(_session.Out, summary);
        else summary.Write(_session.Out);
        return _session.Outcome;

        // Only a prediction of a true class can be right, so their ranks and boxes are all that the protocol asks of a picture.
        Action Evaluate(SaliencyAnalyzer analyzer, string path, Parallelism parallel)
        {
            var picture = analyzer.Read(path, limits, parallel.Token);
            ClassSaliency[] maps = [.. analyzer.Analyze(picture, path, Classes(pictures[path]), parallel)];
            var (located, faults) = BoxFinder.Find(picture, maps, localization, limits, parallel);
            return () => Count(path, maps, located.ToDictionary(pair => pair.Map, pair => pair.Found.Box), faults);
        }

        void Count(string path, ClassSaliency[] maps, Dictionary<ClassSaliency, BoundingBox> located, IReadOnlyList<string> faults)
        {
            foreach (var fault in faults) _session.Fail(path, fault);
            var boxes = pictures[path];
            var predictions = new LocalizationPrediction[Predictions];
            Array.Fill(predictions, new LocalizationPrediction(ClassIndex: -1, Box: null));
            var found = new List<LocalizationPrediction>();
            foreach (var map in maps)
            {
                var one = new LocalizationPrediction(map.ClassIndex, located.TryGetValue(map, out var box) ? box : null, map.Map.Peak);
                found.Add(one);
                if (map.Rank <= Predictions) predictions[map.Rank - 1] = one;
                if (json) JsonLines.Write(_session.Out, EvaluationLine.From(map, one.Box, LocalizationError.Overlap(boxes, one), LocalizationError.IsHit(boxes, one)));
            }

            errors.Add(boxes, predictions, found);
            _session.Progress.Show($"{errors.Summary.Images} of {pictures.Count} pictures");
        }
    }

    private static int[] Classes(GroundTruthBox[] boxes) => [.. boxes.Select(box => box.ClassIndex).Distinct()];

    // The true boxes by picture, in the file's order.
    private static OrderedDictionary<string, GroundTruthBox[]> Read(string truth, string? split, string folder, IReadOnlyList<string> labels)
    {
        try
        {
            var pictures = new OrderedDictionary<string, GroundTruthBox[]>();
            foreach (var boxes in GroundTruth.Read(truth, labels).Boxes.Where(box => split is null || box.Split == split).GroupBy(box => Path.Combine(folder, box.Path)))
                pictures.Add(boxes.Key, [.. boxes]);
            return pictures.Count > 0 ? pictures : throw new UsageException($"{truth}: no boxes{(split is null ? "" : $" of split '{split}'")}.");
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is GroundTruthException ? e.Message : $"{truth}: {e.Message}");
        }
    }
}
