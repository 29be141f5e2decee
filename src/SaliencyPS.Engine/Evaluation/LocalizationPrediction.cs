using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation;

/// <summary>One predicted class and where it is said to be.</summary>
/// <param name="ClassIndex">Index of the class, from 0.</param>
/// <param name="Box">The box, or null where none was found; such a prediction can be right about the class only.</param>
/// <param name="Peak">Where the class's map is largest, in pixels of the picture; null, which points at nothing, where it is not known.</param>
public readonly record struct LocalizationPrediction(int ClassIndex, BoundingBox? Box, (double X, double Y)? Peak = null);
