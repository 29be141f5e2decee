namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>How far scores, and gradients of one class, are from each other, relative and Euclidean.</summary>
/// <param name="Logits">Our scores from the reference's; null without one.</param>
/// <param name="Gradient">Our gradient from the reference's; null without one.</param>
/// <param name="FromExact">Our gradient from the scalar kernels' in double precision.</param>
/// <param name="ReferenceFromExact">The reference's gradient from that; null without one.</param>
internal sealed record TokenErrors(double? Logits, double? Gradient, double FromExact, double? ReferenceFromExact);
