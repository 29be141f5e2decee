using System.Globalization;
using SaliencyPS.Evaluation;

namespace SaliencyPS.Cli.Output;

/// <summary>The outcome of an evaluation as JSON; the figures are those of <see cref="LocalizationMeasurement"/>.</summary>
internal sealed record EvaluationSummary(
    string Network, SaliencyView View, string? Split, int Images, double Top1ClassificationError, double Top5ClassificationError,
    double Top1LocalizationError, double Top5LocalizationError, int TrueClasses,
    double TrueClassLocalizationError, double MeanIntersectionOverUnion, int PointingHits,
    double PointingAccuracy, double MeanClassPointingAccuracy, double DifficultPointingAccuracy, int DifficultClasses,
    double MaxBoxAccuracy, double MaxBoxThreshold, double MaxBoxAccuracyV2, double PixelAveragePrecision, int MaskedClasses,
    double Confidence, IReadOnlyDictionary<string, ConfidenceInterval> Intervals,
    int PicturesWithoutTruth, int PicturesWithoutResults, int EmptyTrueBoxes, int TrueBoxesBeyondImages,
    IReadOnlyList<string> UnmatchedClasses,
    SaliencyMethod Method, string Settings, string? Localization, string? NetworkDigest, string? ModuleVersion, string? Engine,
    IReadOnlyList<ClassLocalization>? Classes)
{
    /// <summary>Collects the figures.</summary>
    /// <param name="measured">The figures.</param>
    /// <param name="split">The split that was measured, if one was asked for.</param>
    /// <param name="withoutTruth">Images in the folder that the ground truth does not know.</param>
    /// <param name="classes">Whether to tell those of each class.</param>
    public static EvaluationSummary From(LocalizationMeasurement measured, string? split, int withoutTruth, bool classes) => new(
        measured.Network, measured.View, split, measured.Images, measured.Top1ClassificationError,
        measured.Top5ClassificationError, measured.Top1LocalizationError, measured.Top5LocalizationError, measured.TrueClasses,
        measured.TrueClassLocalizationError, measured.MeanIntersectionOverUnion, measured.PointingHits,
        measured.PointingAccuracy, measured.MeanClassPointingAccuracy,
        measured.DifficultPointingAccuracy, measured.DifficultClasses,
        measured.MaxBoxAccuracy, measured.MaxBoxThreshold, measured.MaxBoxAccuracyV2,
        measured.PixelAveragePrecision, measured.MaskedClasses, measured.Confidence, measured.Intervals,
        withoutTruth, measured.PicturesWithoutResults.Count, measured.EmptyTrueBoxes, measured.TrueBoxesBeyondImages,
        measured.UnmatchedClasses, measured.Method, measured.Settings, measured.Localization, measured.NetworkDigest,
        measured.ModuleVersion, measured.Engine,
        classes ? measured.Classes : null);

    /// <summary>
    /// Writes the figures, their intervals and the counts behind them as a table, and what could not be judged.
    /// </summary>
    public void Write(TextWriter output)
    {
        output.WriteLine(
            Text.OneLine($"network {Network}, view {View}, method {Settings}, "
                + $"{(Localization is null ? "" : $"boxes {Localization}, ")}"
                + $"{(Split is null ? "" : $"split {Split}, ")}images {Images}"));
        Row("classification error, top-1", Top1ClassificationError, Images, nameof(Top1ClassificationError));
        Row("classification error, top-5", Top5ClassificationError, Images, nameof(Top5ClassificationError));
        Row("localisation error, top-1", Top1LocalizationError, Images, nameof(Top1LocalizationError));
        Row("localisation error, top-5", Top5LocalizationError, Images, nameof(Top5LocalizationError));
        Row("localisation error, class given", TrueClassLocalizationError, TrueClasses, nameof(TrueClassLocalizationError));
        Row($"pointing game, {LocalizationFigures.PointingTolerance:F0} pixels",
            PointingAccuracy, TrueClasses, nameof(PointingAccuracy));
        Row("pointing game, difficult", DifficultPointingAccuracy, DifficultClasses, nameof(DifficultPointingAccuracy));
        Row("pointing game, mean of classes", MeanClassPointingAccuracy, null, nameof(MeanClassPointingAccuracy));
        Row("MaxBoxAcc", MaxBoxAccuracy, TrueClasses, nameof(MaxBoxAccuracy));
        Row("MaxBoxAccV2", MaxBoxAccuracyV2, null, nameof(MaxBoxAccuracyV2));
        if (MaskedClasses > 0) Row("PxAP", PixelAveragePrecision, null, nameof(PixelAveragePrecision));
        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {"mean IoU, class given",-32} {MeanIntersectionOverUnion,8:F4}"
                + $"{Interval(nameof(MeanIntersectionOverUnion), "F4", 1, "")}"));
        if (PicturesWithoutResults > 0)
            output.WriteLine($"  images of the ground truth without result: {PicturesWithoutResults}");
        if (EmptyTrueBoxes > 0) output.WriteLine($"  boxes of the ground truth with nothing in them: {EmptyTrueBoxes}");
        if (TrueBoxesBeyondImages > 0)
            output.WriteLine($"  boxes of the ground truth that reach far beyond their images: {TrueBoxesBeyondImages}");
        if (PicturesWithoutTruth > 0) output.WriteLine($"  images in the folder without ground truth: {PicturesWithoutTruth}");
        if (UnmatchedClasses.Count > 0)
            output.WriteLine(Text.OneLine($"  classes of the ground truth without result: {UnmatchedClasses.Count} ("
                + $"{string.Join(", ", UnmatchedClasses.Take(5))}{(UnmatchedClasses.Count > 5 ? ", …" : "")})"));

        void Row(string name, double rate, int? all, string property)
        {
            if (double.IsNaN(rate) && all is 0 or null) return;
            var counts = all is null ? $"{"",5}   {"",-4}"
                : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(rate * all.Value),5} of {all,-4}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-32} {Text.Percent(rate),8}  {counts}{Interval(property, "F1", 100, " %")}").TrimEnd());
        }

        string Interval(string property, string format, double scale, string unit) =>
            !Intervals.TryGetValue(property, out var at) ? ""
                : $"  {(at.Lower * scale).ToString(format, CultureInfo.InvariantCulture)} … "
                    + $"{(at.Upper * scale).ToString(format, CultureInfo.InvariantCulture)}{unit}";
    }
}
