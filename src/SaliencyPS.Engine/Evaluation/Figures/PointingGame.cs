using SaliencyPS.Evaluation.GroundTruth;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>The pointing game (Zhang et al. 2016, section 4.1).</summary>
internal static class PointingGame
{
    // A class is difficult to point at if its boxes take less than this share of the image and another class is there too.
    private const double DifficultShare = 0.25;

    /// <summary>
    /// The peak lies in one of the boxes or at most <see cref="LocalizationFigures.PointingTolerance"/> pixels from it.
    /// </summary>
    internal static bool IsHit(IEnumerable<GroundTruthBox> boxes, MapPoint peak) => boxes.Any(box => double.Hypot(
        Math.Max(0, Math.Max(box.X - peak.X, peak.X - box.X - box.Width)),
        Math.Max(0, Math.Max(box.Y - peak.Y, peak.Y - box.Y - box.Height))) <= LocalizationFigures.PointingTolerance);

    /// <summary>
    /// Whether a class is one of the difficult subset: its boxes are small together, and the
    /// image has a class to confuse it with.
    /// </summary>
    /// <param name="boxes">All boxes of the image.</param>
    /// <param name="ofClass">Those of the class; areas that they share count for each.</param>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    internal static bool IsDifficult(IReadOnlyCollection<GroundTruthBox> boxes,
        IReadOnlyCollection<GroundTruthBox> ofClass, int width, int height) =>
        ofClass.Count < boxes.Count && ofClass.Sum(box => box.Width * box.Height) < DifficultShare * width * height;
}
