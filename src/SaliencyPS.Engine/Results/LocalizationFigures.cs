using SaliencyPS.Evaluation;

namespace SaliencyPS;

/// <summary>
/// How well things were found in a set of images. docs/evaluation.md defines each figure. Shares are 0 … 1, NaN where nothing
/// counts. A pair is an image and a true class of it for which there is a result.
/// </summary>
public class LocalizationFigures
{
    /// <summary>
    /// How far, in pixels of the image, a peak may lie from a true box and still point at it (Zhang et al. 2016, section 4.1).
    /// </summary>
    public const double PointingTolerance = 15;

    /// <summary>Images that were judged.</summary>
    public int Images { get; internal set; }

    /// <summary>Share of images whose first prediction is of no true class.</summary>
    public double Top1ClassificationError { get; internal set; }

    /// <summary>Share of images of whose first five predictions none is of a true class.</summary>
    public double Top5ClassificationError { get; internal set; }

    /// <summary>Share of images whose first prediction has not both a true class and a good box.</summary>
    public double Top1LocalizationError { get; internal set; }

    /// <summary>Share of images of whose first five predictions none has both a true class and a good box.</summary>
    public double Top5LocalizationError { get; internal set; }

    /// <summary>Number of pairs.</summary>
    public int TrueClasses { get; internal set; }

    /// <summary>Share of pairs whose box is not good: localization without classification, or ground-truth-class error.</summary>
    public double TrueClassLocalizationError { get; internal set; }

    /// <summary>
    /// Mean over pairs of the intersection over union of the found box with the best-covered true one; 0 where none was found.
    /// </summary>
    public double MeanIntersectionOverUnion { get; internal set; }

    /// <summary>
    /// MaxBoxAcc: share of pairs whose map has, at the threshold that is best for all pairs, a
    /// good box around its largest component.
    /// </summary>
    public double MaxBoxAccuracy { get; internal set; }

    /// <summary>MaxBoxAccV2: mean over IoU 0.3, 0.5 and 0.7 of the same share with the boxes of all components.</summary>
    public double MaxBoxAccuracyV2 { get; internal set; }

    /// <summary>Number of pairs whose map's peak points at the class.</summary>
    public int PointingHits { get; internal set; }

    /// <summary>Share of the pairs with a map whose peak points at the class.</summary>
    public double PointingAccuracy { get; internal set; }

    /// <summary>
    /// Share of the difficult pairs (a small object beside other classes) with a map whose peak points at the class.
    /// </summary>
    public double DifficultPointingAccuracy { get; internal set; }

    /// <summary>Number of difficult pairs: a small object beside other classes.</summary>
    public int DifficultClasses { get; internal set; }

    /// <summary>
    /// PxAP: average precision of the map's values as a guess at which pixels are the object's, over pairs with masks.
    /// </summary>
    public double PixelAveragePrecision { get; internal set; }

    /// <summary>Number of pairs with masks.</summary>
    public int MaskedClasses { get; internal set; }

    /// <summary>Bootstrap confidence intervals of the shares and means above, by their names.</summary>
    public IReadOnlyDictionary<string, ConfidenceInterval> Intervals { get; internal set; } =
        new Dictionary<string, ConfidenceInterval>();
}
