namespace SaliencyPS.Evaluation;

/// <summary>Rates over a set of pictures, each 0 … 1, NaN where nothing counts.</summary>
/// <param name="Images">Number of pictures.</param>
/// <param name="Top1LocalizationError">Share of pictures whose first prediction has not both a true class and a good box.</param>
/// <param name="Top5LocalizationError">Share of pictures of whose first five predictions none has both.</param>
/// <param name="Top1ClassificationError">Share of pictures whose first prediction is of no true class.</param>
/// <param name="Top5ClassificationError">Share of pictures of whose first five predictions none is of a true class.</param>
/// <param name="TrueClasses">Pairs of a picture and a true class of it for which a result was given.</param>
/// <param name="TrueClassLocalizationError">Share of those whose box for the true class is not good: localisation without classification.</param>
/// <param name="MeanOverlap">Mean over those of the intersection over union of the found box with the best-covered true one; 0 where none was found.</param>
/// <param name="PointingHits">Number of those whose map's peak points at the class.</param>
public sealed record LocalizationSummary(
    int Images,
    double Top1LocalizationError,
    double Top5LocalizationError,
    double Top1ClassificationError,
    double Top5ClassificationError,
    int TrueClasses,
    double TrueClassLocalizationError,
    double MeanOverlap,
    int PointingHits);
