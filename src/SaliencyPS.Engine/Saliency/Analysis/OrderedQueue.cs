using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>
/// Does jobs on a few workers at once and gives their results in the order of the jobs. Each worker does a whole job by itself,
/// which needs no waiting for others between its steps; threads that have no job of their own help the jobs that begin while
/// there are few. One thread adds and one takes; they may be the same.
/// </summary>
/// <typeparam name="TWorker">What a worker keeps from job to job, such as its memory. Made when first needed.</typeparam>
/// <typeparam name="TResult">What comes of a job.</typeparam>
internal sealed class OrderedQueue<TWorker, TResult> : IDisposable
{
    // How often one who waits is told how far the job is: often enough for the eye.
    private const int LookMilliseconds = 200;

    private readonly int _workers, _threads;
    private readonly Func<TWorker> _create;
    private readonly ConcurrentExclusiveSchedulerPair _scheduler;
    private readonly CancellationTokenSource _stop;
    private readonly ConcurrentBag<TWorker> _idle = [];
    private readonly ConcurrentQueue<Task<TResult>> _order = [];
    private readonly BlockingCollection<Task<TResult>> _jobs;
    private int _unfinished;

    /// <summary>Prepares the workers; none is made yet.</summary>
    /// <param name="workers">Jobs done at once, at least 1.</param>
    /// <param name="threads">Threads for all of them together, at least as many.</param>
    /// <param name="create">Makes a worker.</param>
    /// <param name="token">Stops all jobs.</param>
    public OrderedQueue(int workers, int threads, Func<TWorker> create, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, workers);
        (_workers, _threads, _create) = (workers, threads, create);
        // A result may have to wait for an earlier one; as many again are room enough for all workers to go on meanwhile.
        _jobs = new(_order, 2 * workers);
        _scheduler = new(TaskScheduler.Default, workers);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    /// <summary>
    /// Jobs whose results have not been taken: at most twice the workers, and with them what is held in memory.
    /// </summary>
    public int Count => _jobs.Count;

    /// <summary>Whether <see cref="Add(Func{TWorker, Parallelism, TResult})"/> would wait.</summary>
    public bool IsFull => _jobs.Count == _jobs.BoundedCapacity;

    /// <summary>Whether <see cref="TryTake"/> would not wait.</summary>
    public bool IsReady => _order.TryPeek(out var next) && next.IsCompleted;

    /// <summary>Adds a job; waits while the queue is full.</summary>
    /// <param name="job">Given a worker that is its own meanwhile, the threads it may use, and the token that stops it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Add(Func<TWorker, Parallelism, TResult> job) => Add((worker, parallel, _) => job(worker, parallel));

    /// <summary>Adds a job that tells how far it is; waits while the queue is full.</summary>
    /// <param name="job">
    /// Given a worker that is its own meanwhile, the threads it may use and the token that
    /// stops it, and whom to tell what is done.
    /// </param>
    /// <inheritdoc cref="Add(Func{TWorker, Parallelism, TResult})"/>
    public void Add(Func<TWorker, Parallelism, IProgress<WorkProgress>, TResult> job) =>
        AddWaiting((worker, parallel, progress) => job(worker(), parallel, progress));

    /// <summary>Adds a job that may have to wait for something else before it asks for its worker.</summary>
    /// <param name="job">
    /// Given what gives it a worker, the threads it may use and the token that stops it, and whom to tell what is done.
    /// </param>
    /// <inheritdoc cref="Add(Func{TWorker, Parallelism, TResult})"/>
    public void AddWaiting(Func<Func<TWorker>, Parallelism, IProgress<WorkProgress>, TResult> job)
    {
        var latest = new Latest();
        var task = new Task<TResult>(_ => Do((worker, parallel) => job(worker, parallel, latest)), latest);
        Interlocked.Increment(ref _unfinished);
        _jobs.Add(task, _stop.Token);
        task.Start(_scheduler.ConcurrentScheduler);
    }

    /// <summary>Lets go of workers that have nothing to do; others are made when they are needed.</summary>
    public void ForgetIdle() => _idle.Clear();

    /// <summary>Says that no more jobs will come.</summary>
    public void Complete() => _jobs.CompleteAdding();

    /// <summary>Takes the next result; waits for it, and for a job to be added.</summary>
    /// <param name="result">The result.</param>
    /// <param name="waiting">Told a few times a second, on this thread, how far the job is whose result is waited for.</param>
    /// <returns>False where all results have been taken and no more jobs will come.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <remarks>What a job threw is thrown here.</remarks>
    public bool TryTake([MaybeNullWhen(false)] out TResult result, Action<WorkProgress>? waiting = null)
    {
        var taken = _jobs.TryTake(out var task, Timeout.Infinite, _stop.Token);
        if (taken && waiting is not null)
            while (Task.WaitAny([task!], LookMilliseconds, _stop.Token) < 0) waiting(new(((Latest)task!.AsyncState!).Share, 1));
        result = taken ? task!.WaitAsync(_stop.Token).GetAwaiter().GetResult() : default;
        return taken;
    }

    /// <summary>Stops what is being done and waits for its end. Nothing may be added meanwhile or afterwards.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _scheduler.Complete();
        _scheduler.Completion.Wait();
        _jobs.Dispose();
        _stop.Dispose();
    }

    private TResult Do(Func<Func<TWorker>, Parallelism, TResult> job)
    {
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            (bool IsTaken, TWorker? Worker) own = default;
            var threads = _threads / Math.Min(_workers, Volatile.Read(ref _unfinished));
            var result = job(Take, new Parallelism(threads, _stop.Token));
            if (own.IsTaken) _idle.Add(own.Worker!);
            return result;

            TWorker Take()
            {
                if (!own.IsTaken) own = (true, _idle.TryTake(out var idle) ? idle : _create());
                return own.Worker!;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    // The share that a job reported last, from whichever thread.
    private sealed class Latest : IProgress<WorkProgress>
    {
        private double _share;

        public double Share => Volatile.Read(ref _share);

        public void Report(WorkProgress value) => Volatile.Write(ref _share, value.Share ?? 0);
    }
}
