namespace SaliencyPS.Evaluation;

/// <summary>Where a figure lies with some confidence; NaN where it is not known.</summary>
/// <param name="Lower">Least value.</param>
/// <param name="Upper">Largest value.</param>
public sealed record ConfidenceInterval(double Lower, double Upper);
