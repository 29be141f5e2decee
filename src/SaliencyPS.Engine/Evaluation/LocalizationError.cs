namespace SaliencyPS.Evaluation;

/// <summary>
/// The ILSVRC localisation protocol: a picture is right at top-k if one of its first k predictions has the true class and a box that
/// overlaps any ground-truth box of that class with an intersection over union of at least the threshold. Counts picture by picture;
/// holds no pictures. One thread at a time.
/// </summary>
public sealed class LocalizationError
{
    private readonly double _threshold;
    private int _images, _trueClassImages, _trueClassFound;
    private int _located1, _located5, _classified1, _classified5;

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
        _trueClassImages, Error(_trueClassFound, _trueClassImages));

    /// <summary>Counts one picture.</summary>
    /// <param name="truth">Its annotated boxes, at least one.</param>
    /// <param name="predictions">Its predictions, best first; those beyond the fifth do not count.</param>
    /// <param name="trueClass">The box found for the true class, whatever the network predicted; null leaves the picture out of that rate.</param>
    /// <exception cref="ArgumentException">The picture has no annotated box.</exception>
    public void Add(
        IReadOnlyCollection<GroundTruthBox> truth, IReadOnlyList<LocalizationPrediction> predictions, LocalizationPrediction? trueClass = null)
    {
        if (truth.Count == 0) throw new ArgumentException("A picture without ground truth cannot be judged.", nameof(truth));
        _images++;
        _located1 += predictions.Take(1).Any(IsLocated) ? 1 : 0;
        _located5 += predictions.Take(5).Any(IsLocated) ? 1 : 0;
        _classified1 += predictions.Take(1).Any(IsClassified) ? 1 : 0;
        _classified5 += predictions.Take(5).Any(IsClassified) ? 1 : 0;
        if (trueClass is not { } given) return;
        _trueClassImages++;
        _trueClassFound += IsLocated(given) ? 1 : 0;

        bool IsClassified(LocalizationPrediction prediction) => truth.Any(box => box.ClassIndex == prediction.ClassIndex);

        bool IsLocated(LocalizationPrediction prediction) => prediction.Box is { } found
            && truth.Any(box => box.ClassIndex == prediction.ClassIndex && box.IntersectionOverUnion(found) >= _threshold);
    }

    private static double Error(int right, int all) => all == 0 ? double.NaN : (double)(all - right) / all;
}
