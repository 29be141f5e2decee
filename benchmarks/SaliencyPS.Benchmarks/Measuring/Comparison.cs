namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Measurements of the same work by the engine and, where there is one, by the peer.</summary>
internal sealed record Comparison(Samples Ours, Samples? Theirs);
