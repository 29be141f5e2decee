using System.Diagnostics;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>Runs the same work on several threads of its own, all from the same moment.</summary>
internal static class Together
{
    /// <summary>Seconds from the common start until the last has done.</summary>
    public static double Seconds(int threads, Action<int> work)
    {
        using var start = new Barrier(threads);
        var (begun, ended) = (new long[threads], new long[threads]);
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            begun[i] = Stopwatch.GetTimestamp();
            work(i);
            ended[i] = Stopwatch.GetTimestamp();
        })).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalSeconds;
    }
}
