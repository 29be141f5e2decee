namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>The probabilities that a network gives one class, for several inputs in as few passes as fit.</summary>
/// <param name="count">How many inputs.</param>
/// <param name="fill">Writes one of them; any may be asked for again.</param>
internal delegate double[] ProbabilityOf(int count, Action<int, Span<float>> fill);
