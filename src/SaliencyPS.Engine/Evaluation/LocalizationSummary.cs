namespace SaliencyPS.Evaluation;

/// <summary>Error rates over a set of pictures, each 0 … 1, NaN where no picture counts.</summary>
/// <param name="Images">Number of pictures.</param>
/// <param name="Top1LocalizationError">Share of pictures whose first prediction has not both the true class and a good box.</param>
/// <param name="Top5LocalizationError">Share of pictures of whose first five predictions none has both.</param>
/// <param name="Top1ClassificationError">Share of pictures whose first prediction is of another class.</param>
/// <param name="Top5ClassificationError">Share of pictures of whose first five predictions none is of the true class.</param>
/// <param name="TrueClassImages">Pictures for which a result for the true class was given.</param>
/// <param name="TrueClassLocalizationError">Share of those whose box for the true class is not good: localisation without classification.</param>
public sealed record LocalizationSummary(
    int Images,
    double Top1LocalizationError,
    double Top5LocalizationError,
    double Top1ClassificationError,
    double Top5ClassificationError,
    int TrueClassImages,
    double TrueClassLocalizationError);
