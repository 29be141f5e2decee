using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Results;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// Counts judged results, in any order, and tells all figures. Holds a few numbers per image and true class, and no map,
/// mask or image. One thread at a time.
/// </summary>
internal sealed class LocalizationMeter
{
    private readonly GroundTruthSet _truth;
    private readonly MapSettings _settings;
    private readonly string? _localization;
    private readonly MeasureOptions _options;
    private readonly Dictionary<string, ImageTally> _images = [];
    private readonly SortedSet<string> _withoutTruth = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (GroundTruthImage Truth, string Why)> _misfits = new(StringComparer.Ordinal);
    private bool _boxes;
    private int _surplus, _beyond;

    /// <summary>Starts at zero images.</summary>
    /// <param name="truth">What the results were judged by.</param>
    /// <param name="settings">How the maps were made.</param>
    /// <param name="localization">How they became boxes; null where there are none, or where that is not known.</param>
    /// <param name="options">How to measure; the usual way where null.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public LocalizationMeter(GroundTruthSet truth, MapSettings settings, string? localization, MeasureOptions? options = null)
    {
        (_truth, _settings, _localization, _options) = (truth, settings, localization, options ?? new());
        _options.Validate();
    }

    /// <summary>Images judged so far.</summary>
    public int Images => _images.Count;

    /// <summary>Counts a result.</summary>
    public void Add(ClassJudgement result)
    {
        if (result.Truth is null)
        {
            _withoutTruth.Add(result.Path);
            return;
        }

        if (result.Misfit is { } why)
        {
            _misfits[result.Path] = (result.Truth, why);
            return;
        }

        _boxes |= result.HasBox;
        if (!_images.TryGetValue(result.Path, out var image))
        {
            _images.Add(result.Path, image = new ImageTally(result.Path, result.Truth));
            _beyond += result.BoxesBeyond;
        }

        _surplus += image.Add(result);
    }

    /// <summary>All figures so far.</summary>
    public LocalizationMeasurement Measure()
    {
        // Sums of rounded numbers and random draws depend on the order; this one does not depend on that of the results.
        ImageTally[] images = [.. _images.Values.OrderBy(image => image.Path, StringComparer.Ordinal)];
        foreach (var image in images) image.Pairs.Sort((a, b) => a.ClassIndex.CompareTo(b.ClassIndex));
        var ranks = images.Select(image => image.Ranks).DefaultIfEmpty().Max();
        var kinds = new EvidenceKinds(_boxes || _options.TrueClassesOnly, _options.TrueClassesOnly || ranks > 0,
            _options.TrueClassesOnly || ranks > 1);
        var table = new FigureTable(images, kinds, _options.Overlap);
        var best = table.BestThresholds();
        var (figures, intervals) = Compute(table, images.Length);
        var seen = images.Select(image => image.Truth).ToHashSet();
        var misfits = _misfits.Values.Select(misfit => misfit.Truth).ToHashSet();
        PairTally[] pairs = [.. images.SelectMany(image => image.Pairs)];
        var matched = pairs.Select(pair => pair.TrueClass).ToHashSet();
        // Arrays, since PowerShell cannot index what a collection expression makes of an interface.
        var measurement = new LocalizationMeasurement
        {
            Network = _settings.Network,
            NetworkDigest = _settings.NetworkDigest,
            ModuleVersion = _settings.ModuleVersion,
            Engine = _settings.Engine,
            View = _settings.View,
            Method = _settings.Method,
            Settings = $"{_settings}",
            Localization = _localization,
            MaxBoxThreshold = pairs.Any(pair => pair.Changes is not null) ? best[0] / (double)MapSweep.Thresholds : double.NaN,
            MeanClassPointingAccuracy = figures[11],
            Confidence = _options.Confidence,
            Classes = Classes(images, kinds, best).ToArray(),
            Details = _options.Details
                ? images.SelectMany(image => image.Pairs.Select(pair => Detail(image, pair))).ToArray()
                : null,
            PicturesWithoutTruth = _withoutTruth.ToArray(),
            PicturesOfOtherSize = _misfits.Select(misfit => $"{misfit.Key}: {misfit.Value.Why}").ToArray(),
            PicturesWithoutResults = _truth.Images
                .Where(image => image.Boxes.Count > 0 && !seen.Contains(image) && !misfits.Contains(image))
                .Select(image => image.Path).ToArray(),
            UnmatchedClasses = _truth.Boxes.Where(box => !matched.Contains(box.ClassKey)).Select(Name).Distinct().ToArray(),
            TrueClassesWithoutResults = images.Sum(image => image.Truth.Boxes.Select(box => box.ClassKey).Distinct()
                .Count(key => image.Pairs.All(pair => pair.TrueClass != key))),
            IncompleteImages = _options.TrueClassesOnly ? 0 : images.Count(image => image.Ranks < ranks),
            SurplusBoxes = _surplus,
            EmptyTrueBoxes = _truth.EmptyBoxes.Count,
            TrueBoxesBeyondImages = _beyond,
            TrueBoxes = seen.Sum(image => image.Boxes.Count),
        };
        Fill(measurement, figures, intervals, images.Length, pairs);
        return measurement;

        LocalizationDetail Detail(ImageTally image, PairTally pair) => new()
        {
            Path = image.Path,
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

    private IEnumerable<ClassLocalization> Classes(ImageTally[] images, EvidenceKinds kinds, int[] best)
    {
        var classes = new Dictionary<string, List<ImageTally>>();
        foreach (var image in images)
            foreach (var key in image.Truth.Boxes.Select(box => box.ClassKey).Distinct())
            {
                if (!classes.TryGetValue(key, out var of)) classes.Add(key, of = []);
                of.Add(image.OfClass(key));
            }

        return classes.Select(of => Class(of.Key, [.. of.Value], kinds, best)).OrderBy(one => one.ClassIndex)
            .ThenBy(one => one.Label, StringComparer.Ordinal);
    }

    private ClassLocalization Class(string key, ImageTally[] images, EvidenceKinds kinds, int[] best)
    {
        var (figures, intervals) = Compute(new FigureTable(images, kinds, _options.Overlap, best), images.Length);
        PairTally[] pairs = [.. images.SelectMany(image => image.Pairs)];
        var box = images[0].Truth.Boxes.First(box => box.ClassKey == key);
        intervals.Remove(nameof(LocalizationMeasurement.MeanClassPointingAccuracy));
        var result = new ClassLocalization
        {
            ClassIndex = pairs.Length > 0 ? pairs[0].ClassIndex : box.ClassIndex,
            Label = pairs.Length > 0 ? pairs[0].Label : box.ClassName,
        };
        Fill(result, figures, intervals, images.Length, pairs);
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

    private (double[] Figures, Dictionary<string, ConfidenceInterval> Intervals) Compute(FigureTable table, int images)
    {
        var figures = table.Compute();
        var intervals = new Dictionary<string, ConfidenceInterval>();
        if (images == 0 || _options.Resamples == 0) return (figures, intervals);
        var found = Bootstrap.Intervals(images, _options.Resamples, _options.Confidence, _options.Seed,
            _options.Threads, table.Compute);
        for (var i = 0; i < figures.Length; i++)
            if (!double.IsNaN(figures[i])) intervals.Add(FigureTable.Names[i], found[i]);
        return (figures, intervals);
    }

    private static string Name(GroundTruthBox box) => box.ClassName.Length > 0 ? box.ClassName : box.ClassKey;
}
