namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>What a network says of several inputs, in as few passes as fit.</summary>
/// <typeparam name="T">What it says of one.</typeparam>
/// <param name="count">How many inputs.</param>
/// <param name="fill">Writes one of them.</param>
internal delegate T[] Asked<T>(int count, Action<int, Span<float>> fill);
