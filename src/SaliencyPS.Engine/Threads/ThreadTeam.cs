using System.Diagnostics;

namespace SaliencyPS.Threads;

/// <summary>
/// Pool threads that help the caller through many short jobs in a row, such as the layers of a pass: a helper that has run out of
/// work watches for the next job for a moment before it goes back to the pool, because waking a
/// thread takes longer than most layers.
/// </summary>
internal sealed class ThreadTeam(int helpers) : IThreadPoolWorkItem
{
    // How long a helper watches for the next job.
    private static readonly long Patience = Stopwatch.Frequency / 5000;

    private volatile Job? _job;
    private int _present, _busy;

    /// <summary>Runs a job to its end; false, with nothing done, if the team is at work already (a job within a job).</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public bool TryRun(int count, Action<int> body, CancellationToken token)
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0) return false;
        try
        {
            var job = new Job(count, body, token);
            _job = job;
            // A helper that is just leaving may be counted as present: then this job has one helper less.
            for (var present = Volatile.Read(ref _present); present < Math.Min(helpers, count - 1); present++)
            {
                Interlocked.Increment(ref _present);
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            job.Work();
            job.Wait();
            return true;
        }
        finally
        {
            _job = null;
            Volatile.Write(ref _busy, 0);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Job? last = null;
        for (var idleSince = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - idleSince < Patience;)
        {
            if (_job is { } job && job != last)
            {
                job.Work();
                last = job;
                idleSince = Stopwatch.GetTimestamp();
            }

            Thread.SpinWait(8);
        }

        Interlocked.Decrement(ref _present);
    }
}
