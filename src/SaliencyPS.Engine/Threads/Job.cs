using System.Runtime.ExceptionServices;

namespace SaliencyPS.Threads;

/// <summary>Numbered work items that several threads take one after the other.</summary>
internal sealed class Job(int items, Action<int> body, CancellationToken token)
{
    private readonly int _count = items;
    private int _next, _left = items;
    private volatile ExceptionDispatchInfo? _failure;

    /// <summary>Takes items until there are none. After a failure or a cancellation they are taken, but not run.</summary>
    public void Work()
    {
        for (int item; (item = Interlocked.Increment(ref _next) - 1) < _count; Interlocked.Decrement(ref _left))
        {
            if (_failure is not null || token.IsCancellationRequested) continue;
            try
            {
                body(item);
            }
            catch (Exception e)
            {
                _failure = ExceptionDispatchInfo.Capture(e);
            }
        }
    }

    /// <summary>Waits until every item is done.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Wait()
    {
        for (var spin = new SpinWait(); Volatile.Read(ref _left) > 0;) spin.SpinOnce(sleep1Threshold: -1);
        _failure?.Throw();
        token.ThrowIfCancellationRequested();
    }
}
