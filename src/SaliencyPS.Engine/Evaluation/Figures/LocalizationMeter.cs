using SaliencyPS.Evaluation.GroundTruth;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// Counts judged results, in any order, and tells all figures. Holds a few numbers per picture and true class, and no map,
/// mask or picture. One thread at a time.
/// </summary>
internal sealed class LocalizationMeter
{
    private readonly GroundTruthSet _truth;
    private readonly string _network;
    private readonly SaliencyView _view;
    private readonly SaliencyMethod _method;
    private readonly MeasureOptions _options;
    private readonly Dictionary<string, PictureTally> _pictures = [];
    private readonly SortedSet<string> _withoutTruth = new(StringComparer.Ordinal);
    private bool _boxes;
    private int _surplus;

    /// <summary>Starts at zero pictures.</summary>
    /// <param name="truth">What the results were judged by.</param>
    /// <param name="network">Name of the network.</param>
    /// <param name="view">The view of the pictures that it was shown.</param>
    /// <param name="method">How the maps were computed.</param>
    /// <param name="options">How to measure; the usual way where null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LocalizationMeter(GroundTruthSet truth, string network, SaliencyView view, SaliencyMethod method,
        MeasureOptions? options = null)
    {
        (_truth, _network, _view, _method, _options) = (truth, network, view, method, options ?? new());
        _options.Validate();
    }

    /// <summary>Pictures judged so far.</summary>
    public int Images => _pictures.Count;

    /// <summary>Counts a result.</summary>
    public void Add(ClassJudgement result)
    {
        if (result.Truth is null)
        {
            _withoutTruth.Add(result.Path);
            return;
        }

        _boxes |= result.HasBox;
        if (!_pictures.TryGetValue(result.Path, out var picture))
            _pictures.Add(result.Path, picture = new PictureTally(result.Path, result.Truth));
        _surplus += picture.Add(result);
    }

    /// <summary>All figures so far.</summary>
    public LocalizationMeasurement Measure()
    {
        // Sums of rounded numbers and random draws depend on the order; this one does not depend on that of the results.
        PictureTally[] pictures = [.. _pictures.Values.OrderBy(picture => picture.Path, StringComparer.Ordinal)];
        foreach (var picture in pictures) picture.Pairs.Sort((a, b) => a.ClassIndex.CompareTo(b.ClassIndex));
        var ranks = pictures.Select(picture => picture.Ranks).DefaultIfEmpty().Max();
        var kinds = new EvidenceKinds(_boxes || _options.TrueClassesOnly, _options.TrueClassesOnly || ranks > 0,
            _options.TrueClassesOnly || ranks > 1);
        var table = new FigureTable(pictures, kinds, _options.Overlap);
        var best = table.BestThresholds();
        var (figures, intervals) = Compute(table, pictures.Length);
        var seen = pictures.Select(picture => picture.Truth).ToHashSet();
        PairTally[] pairs = [.. pictures.SelectMany(picture => picture.Pairs)];
        var matched = pairs.Select(pair => pair.TrueClass).ToHashSet();
        // Arrays, since PowerShell cannot index what a collection expression makes of an interface.
        var measurement = new LocalizationMeasurement
        {
            Network = _network,
            View = _view,
            Method = _method,
            MaxBoxThreshold = pairs.Any(pair => pair.Changes is not null) ? best[0] / (double)MapSweep.Thresholds : double.NaN,
            MeanClassPointingAccuracy = figures[11],
            Confidence = _options.Confidence,
            Classes = Classes(pictures, kinds, best).ToArray(),
            Details = _options.Details
                ? pictures.SelectMany(picture => picture.Pairs.Select(pair => Detail(picture, pair))).ToArray()
                : null,
            PicturesWithoutTruth = _withoutTruth.ToArray(),
            PicturesWithoutResults = _truth.Pictures.Where(picture => picture.Boxes.Count > 0 && !seen.Contains(picture))
                .Select(picture => picture.Path).ToArray(),
            UnmatchedClasses = _truth.Boxes.Where(box => !matched.Contains(box.ClassKey)).Select(Name).Distinct().ToArray(),
            TrueClassesWithoutResults = pictures.Sum(picture => picture.Truth.Boxes.Select(box => box.ClassKey).Distinct()
                .Count(key => picture.Pairs.All(pair => pair.TrueClass != key))),
            IncompleteImages = _options.TrueClassesOnly ? 0 : pictures.Count(picture => picture.Ranks < ranks),
            SurplusBoxes = _surplus,
            TrueBoxes = seen.Sum(picture => picture.Boxes.Count),
        };
        Fill(measurement, figures, intervals, pictures.Length, pairs);
        return measurement;

        LocalizationDetail Detail(PictureTally picture, PairTally pair) => new()
        {
            Path = picture.Path,
            ClassIndex = pair.ClassIndex,
            Label = pair.Label,
            Rank = pair.Rank,
            IntersectionOverUnion = kinds.Boxes ? pair.Overlap ?? 0 : null,
            IsLocated = kinds.Boxes ? table.IsLocated(pair) : null,
            IsLocatedByMap = pair.Changes is null ? null : pair.IsGood(best[0]),
            PointingHit = pair.PointingHit,
            IsDifficult = pair.IsDifficult,
        };
    }

    private IEnumerable<ClassLocalization> Classes(PictureTally[] pictures, EvidenceKinds kinds, int[] best)
    {
        var classes = new Dictionary<string, List<PictureTally>>();
        foreach (var picture in pictures)
            foreach (var key in picture.Truth.Boxes.Select(box => box.ClassKey).Distinct())
            {
                if (!classes.TryGetValue(key, out var of)) classes.Add(key, of = []);
                of.Add(picture.OfClass(key));
            }

        return classes.Select(of => Class(of.Key, [.. of.Value], kinds, best)).OrderBy(one => one.ClassIndex)
            .ThenBy(one => one.Label, StringComparer.Ordinal);
    }

    private ClassLocalization Class(string key, PictureTally[] pictures, EvidenceKinds kinds, int[] best)
    {
        var (figures, intervals) = Compute(new FigureTable(pictures, kinds, _options.Overlap, best), pictures.Length);
        PairTally[] pairs = [.. pictures.SelectMany(picture => picture.Pairs)];
        var box = pictures[0].Truth.Boxes.First(box => box.ClassKey == key);
        intervals.Remove(nameof(LocalizationMeasurement.MeanClassPointingAccuracy));
        var result = new ClassLocalization
        {
            ClassIndex = pairs.Length > 0 ? pairs[0].ClassIndex : box.ClassIndex,
            Label = pairs.Length > 0 ? pairs[0].Label : box.ClassName,
        };
        Fill(result, figures, intervals, pictures.Length, pairs);
        return result;
    }

    private static void Fill(LocalizationFigures target, double[] figures, Dictionary<string, ConfidenceInterval> intervals,
        int images, PairTally[] pairs)
    {
        (target.Images, target.TrueClasses, target.Intervals) = (images, pairs.Length, intervals);
        (target.Top1ClassificationError, target.Top5ClassificationError) = (figures[0], figures[1]);
        (target.Top1LocalizationError, target.Top5LocalizationError) = (figures[2], figures[3]);
        (target.TrueClassLocalizationError, target.MeanIntersectionOverUnion) = (figures[4], figures[5]);
        (target.MaxBoxAccuracy, target.MaxBoxAccuracyV2) = (figures[6], figures[7]);
        (target.PointingAccuracy, target.DifficultPointingAccuracy, target.PixelAveragePrecision) =
            (figures[8], figures[9], figures[10]);
        target.PointingHits = pairs.Count(pair => pair.PointingHit == true);
        target.DifficultClasses = pairs.Count(pair => pair.IsDifficult == true);
        target.MaskedClasses = pairs.Count(pair => pair.Pixels is not null);
    }

    private (double[] Figures, Dictionary<string, ConfidenceInterval> Intervals) Compute(FigureTable table, int pictures)
    {
        var figures = table.Compute();
        var intervals = new Dictionary<string, ConfidenceInterval>();
        if (pictures == 0 || _options.Resamples == 0) return (figures, intervals);
        var found = Bootstrap.Intervals(pictures, _options.Resamples, _options.Confidence, _options.Seed,
            _options.Threads, table.Compute);
        for (var i = 0; i < figures.Length; i++)
            if (!double.IsNaN(figures[i])) intervals.Add(FigureTable.Names[i], found[i]);
        return (figures, intervals);
    }

    private static string Name(GroundTruthBox box) => box.ClassName.Length > 0 ? box.ClassName : box.ClassKey;
}
