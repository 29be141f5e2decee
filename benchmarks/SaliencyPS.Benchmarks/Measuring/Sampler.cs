using System.Diagnostics;

namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Takes measurements.</summary>
internal static class Sampler
{
    // What takes longer is not much faster for having been done just before.
    private const double LongSeconds = 0.5;

    /// <summary>Repetitions of an action, timed here. The first block is preceded by one of the same length, for the compiler's
    /// sake; a block of no length by nothing.</summary>
    public static Repetitions Of(Action action)
    {
        var warm = false;
        var last = 0.0;
        return (seconds, least) =>
        {
            if (seconds > 0 && (!warm || last < LongSeconds)) Repeat(warm ? 0 : seconds, 1);
            warm = true;
            return Repeat(seconds, least);
        };

        List<double> Repeat(double seconds, int least)
        {
            var times = new List<double>();
            for (var begin = Stopwatch.GetTimestamp();
                times.Count < least || Stopwatch.GetElapsedTime(begin).TotalSeconds < seconds;)
            {
                var start = Stopwatch.GetTimestamp();
                action();
                times.Add(last = Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            return times;
        }
    }

    /// <summary>Measures one contestant.</summary>
    public static Samples Measure(Effort effort, Action action) => Alternate(effort, Of(action), null, null).Ours;

    /// <summary>Measures contestants in turn; the others may be missing.</summary>
    public static Comparison Alternate(Effort effort, Repetitions ours, Repetitions? python, Repetitions? library)
    {
        var contestants = new[] { ours, python, library };
        var times = Array.ConvertAll(contestants, _ => new List<double>());
        for (var round = 0; round < effort.Rounds; round++)
            foreach (var (i, contestant) in contestants.Index())
                if (contestant is not null) times[i].AddRange(contestant(effort.Seconds / effort.Rounds, effort.Least));
        return new Comparison(new Samples(times[0]), Of(1), Of(2));

        Samples? Of(int i) => contestants[i] is null ? null : new Samples(times[i]);
    }
}
