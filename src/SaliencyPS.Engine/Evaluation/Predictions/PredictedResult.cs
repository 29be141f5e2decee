using SaliencyPS.Evaluation.Figures;

namespace SaliencyPS.Evaluation.Predictions;

/// <summary>A result that was read back, or why one cannot be.</summary>
/// <param name="Path">What the image is called there, or the file at fault.</param>
/// <param name="Evidence">The result; null where it cannot be read.</param>
/// <param name="Fault">Why it cannot be read; otherwise null.</param>
internal readonly record struct PredictedResult(string Path, LocalizationEvidence? Evidence, Exception? Fault = null);
