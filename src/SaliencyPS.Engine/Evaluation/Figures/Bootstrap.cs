namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// Percentile bootstrap over images (Efron 1979): the same intervals for the same figures, whatever the threads.
/// </summary>
internal static class Bootstrap
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>Intervals of several statistics of the same images.</summary>
    /// <param name="count">Number of images, at least 1.</param>
    /// <param name="resamples">How often as many images are drawn, with replacement.</param>
    /// <param name="confidence">Share of the resamples that the interval holds, 0 … 1.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="statistics">The statistics, given how often each image was drawn; NaN where there
    /// is none. Called on any thread.</param>
    /// <returns>For each statistic an interval; NaN to NaN where no resample has it.</returns>
    public static ConfidenceInterval[] Intervals(int count, int resamples, double confidence, int seed, int threads,
        Func<int[], double[]> statistics)
    {
        var values = new double[resamples][];
        Parallel.For(0, resamples, new ParallelOptions { MaxDegreeOfParallelism = threads },
            r => values[r] = statistics(Draw(count, seed, r)));
        return [.. Enumerable.Range(0, values.Length == 0 ? 0 : values[0].Length).Select(Interval)];

        ConfidenceInterval Interval(int i)
        {
            double[] sorted = [.. values.Select(one => one[i]).Where(value => !double.IsNaN(value)).Order()];
            if (sorted.Length == 0) return new(double.NaN, double.NaN);
            var tail = (int)((1 - confidence) / 2 * sorted.Length);
            return new(sorted[tail], sorted[^(tail + 1)]);
        }
    }

    // SplitMix64 (Steele et al. 2014), a stream of its own for each resample.
    private static int[] Draw(int count, int seed, int resample)
    {
        var weights = new int[count];
        var state = Mix(Mix((ulong)(uint)seed + Step) + (ulong)(uint)resample);
        for (var i = 0; i < count; i++) weights[(int)Math.BigMul(Mix(state += Step), (ulong)count, out _)]++;
        return weights;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
