namespace SaliencyPS.Evaluation;

/// <summary>
/// The ILSVRC localisation protocol, for pictures of one class or several: a picture is right at top-k if one of its first k predictions
/// has a true class and a box that overlaps any ground-truth box of that class with an intersection over union of at least the
/// threshold. What is found for a class that is given counts by pair of picture and true class: its box by the same rule, and its map's
/// peak by the pointing game (Zhang et al. 2016): a hit lies in a true box of the class or at most 15 pixels from it. Counts picture by
/// picture; holds no pictures. One thread at a time.
/// </summary>
public sealed class LocalizationError
{
    /// <summary>How far, in pixels of the picture, a peak may lie from a true box and still point at it.</summary>
    public const double PointingTolerance = 15;

    private readonly double _threshold;
    private int _images, _trueClasses, _trueClassFound, _pointingHits;
    private int _located1, _located5, _classified1, _classified5;
    private double _overlap;

    /// <summary>Starts at zero pictures.</summary>
    /// <param name="threshold">Least intersection over union of a good box, above 0 and at most 1; ILSVRC's 0.5.</param>
    public LocalizationError(double threshold = 0.5)
    {
        if (!(threshold is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold lies above 0 and is at most 1.");
        _threshold = threshold;
    }

    /// <summary>The rates so far.</summary>
    public LocalizationSummary Summary => new(
        _images, Error(_located1, _images), Error(_located5, _images), Error(_classified1, _images), Error(_classified5, _images),
        _trueClasses, Error(_trueClassFound, _trueClasses), _trueClasses == 0 ? double.NaN : _overlap / _trueClasses, _pointingHits);

    /// <summary>Counts one picture.</summary>
    /// <param name="truth">Its annotated boxes, at least one.</param>
    /// <param name="predictions">Its predictions, best first; those beyond the fifth do not count.</param>
    /// <param name="trueClasses">What was found for true classes, whatever the network predicted; none leaves the picture out of those figures.</param>
    /// <exception cref="ArgumentException">The picture has no annotated box.</exception>
    public void Add(
        IReadOnlyCollection<GroundTruthBox> truth, IReadOnlyList<LocalizationPrediction> predictions, params IReadOnlyList<LocalizationPrediction> trueClasses)
    {
        if (truth.Count == 0) throw new ArgumentException("A picture without ground truth cannot be judged.", nameof(truth));
        _images++;
        _located1 += predictions.Take(1).Any(IsLocated) ? 1 : 0;
        _located5 += predictions.Take(5).Any(IsLocated) ? 1 : 0;
        _classified1 += predictions.Take(1).Any(IsClassified) ? 1 : 0;
        _classified5 += predictions.Take(5).Any(IsClassified) ? 1 : 0;
        foreach (var given in trueClasses)
        {
            _trueClasses++;
            _trueClassFound += IsLocated(given) ? 1 : 0;
            _overlap += Overlap(truth, given);
            _pointingHits += IsHit(truth, given) ? 1 : 0;
        }

        bool IsClassified(LocalizationPrediction prediction) => truth.Any(box => box.ClassIndex == prediction.ClassIndex);

        bool IsLocated(LocalizationPrediction prediction) => Overlap(truth, prediction) >= _threshold;
    }

    /// <summary>Largest intersection over union of the predicted box with a true box of its class; 0 where there is none.</summary>
    public static double Overlap(IEnumerable<GroundTruthBox> truth, LocalizationPrediction prediction) => prediction.Box is { } found
        ? truth.Where(box => box.ClassIndex == prediction.ClassIndex).Select(box => box.IntersectionOverUnion(found)).DefaultIfEmpty().Max()
        : 0;

    /// <summary>The peak lies in a true box of its class or at most <see cref="PointingTolerance"/> pixels from it.</summary>
    public static bool IsHit(IEnumerable<GroundTruthBox> truth, LocalizationPrediction prediction) => prediction.Peak is { } peak
        && truth.Any(box => box.ClassIndex == prediction.ClassIndex && double.Hypot(
            Math.Max(0, Math.Max(box.X - peak.X, peak.X - box.X - box.Width)),
            Math.Max(0, Math.Max(box.Y - peak.Y, peak.Y - box.Y - box.Height))) <= PointingTolerance);

    private static double Error(int right, int all) => all == 0 ? double.NaN : (double)(all - right) / all;
}
