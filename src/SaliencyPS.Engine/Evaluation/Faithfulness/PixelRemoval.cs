namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>Writes an input of the network without some of its pixels.</summary>
/// <param name="isRemoved">For each pixel, whether it is removed.</param>
/// <param name="target">The input to write: channels × height × width.</param>
internal delegate void PixelRemoval(ReadOnlySpan<bool> isRemoved, Span<float> target);
