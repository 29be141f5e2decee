namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>
/// Does something again and again: at least <paramref name="least"/> times and for about <paramref name="seconds"/> seconds.
/// </summary>
/// <returns>Seconds of every repetition, without the warm-up.</returns>
internal delegate IReadOnlyList<double> Repetitions(double seconds, int least);
