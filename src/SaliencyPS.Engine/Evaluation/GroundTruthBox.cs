using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation;

/// <summary>One annotated object: picture, class and box.</summary>
/// <param name="Path">The picture, as the file wrote it.</param>
/// <param name="ClassIndex">Index of the class, from 0.</param>
/// <param name="X">Left side in pixels; fractional where the picture was rescaled.</param>
/// <param name="Y">Upper side in pixels.</param>
/// <param name="Width">Width in pixels, above 0.</param>
/// <param name="Height">Height in pixels, above 0.</param>
/// <param name="Split">The part of the data the picture belongs to, or an empty string.</param>
public sealed record GroundTruthBox(string Path, int ClassIndex, double X, double Y, double Width, double Height, string Split = "")
{
    /// <summary>Common area over united area, 0 … 1.</summary>
    public double IntersectionOverUnion(BoundingBox box) => box.IntersectionOverUnion(X, Y, Width, Height);
}
