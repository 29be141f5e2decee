using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Analysis;

public sealed class OrderedQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Results_come_in_the_order_of_the_jobs_whichever_ends_first()
    {
        using var queue = new OrderedQueue<object, int>(3, 3, () => new object());
        using var third = new ManualResetEventSlim();
        queue.Add((_, _) => third.Wait(Patience) ? 1 : 0);
        queue.Add((_, _) => 2);
        queue.Add((_, _) =>
        {
            third.Set();
            return 3;
        });
        queue.Complete();
        Assert.Equal([1, 2, 3], TakeAll(queue));
    }

    [Fact]
    public void No_more_jobs_run_at_once_than_there_are_workers_and_each_has_a_worker_of_its_own()
    {
        var (made, running, most) = (0, 0, 0);
        using var queue = new OrderedQueue<int[], int>(2, 2, () => [Interlocked.Increment(ref made)]);
        for (var i = 0; i < 40; i++)
        {
            if (queue.IsFull) queue.TryTake(out _);
            queue.Add((worker, _) =>
            {
                var number = worker[0];
                worker[0] = 0; // in use
                most = Math.Max(most, Interlocked.Increment(ref running));
                Thread.Sleep(1);
                Interlocked.Decrement(ref running);
                Assert.NotEqual(0, number);
                return worker[0] = number;
            });
        }

        queue.Complete();
        Assert.All(TakeAll(queue), number => Assert.InRange(number, 1, 2));
        Assert.InRange(most, 1, 2);
        Assert.InRange(made, 1, 2);
    }

    [Fact]
    public async Task Adding_waits_while_twice_as_many_results_as_workers_wait()
    {
        using var queue = new OrderedQueue<object, int>(2, 2, () => new object());
        for (var i = 0; i < 4; i++)
        {
            Assert.False(queue.IsFull);
            queue.Add((_, _) => 0);
        }

        Assert.True(queue.IsFull);
        Assert.Equal(4, queue.Count);
        var adding = Task.Run(() => queue.Add((_, _) => 5), TestContext.Current.CancellationToken);
        Assert.NotSame(adding, await Task.WhenAny(adding, Task.Delay(50, TestContext.Current.CancellationToken)));
        queue.TryTake(out _);
        await adding.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_lone_job_may_use_all_threads_and_jobs_in_company_their_share()
    {
        using var queue = new OrderedQueue<object, int>(2, 6, () => new object());
        queue.Add((_, parallel) => parallel.Threads);
        Assert.True(queue.TryTake(out var alone));
        Assert.Equal(6, alone);

        using var both = new Barrier(2);
        for (var i = 0; i < 2; i++) queue.Add((_, _) => both.SignalAndWait(Patience) ? 0 : 1);
        for (var i = 0; i < 2; i++) queue.Add((_, parallel) => both.SignalAndWait(Patience) ? parallel.Threads : 0);
        queue.Complete();
        Assert.Equal([0, 0, 3, 3], TakeAll(queue));
    }

    [Fact]
    public void What_a_job_throws_is_thrown_in_its_place_and_the_rest_goes_on()
    {
        using var queue = new OrderedQueue<object, int>(2, 2, () => new object());
        queue.Add((_, _) => 1);
        queue.Add((_, _) => throw new InvalidDataException("bad"));
        queue.Add((_, _) => 3);
        Assert.True(queue.TryTake(out var first));
        Assert.Throws<InvalidDataException>(() => queue.TryTake(out _));
        Assert.True(queue.TryTake(out var third));
        Assert.Equal((1, 3), (first, third));
    }

    [Fact]
    public void Disposing_stops_the_jobs_and_waits_for_their_end()
    {
        var (started, ended) = (0, 0);
        using var running = new ManualResetEventSlim();
        var queue = new OrderedQueue<object, int>(2, 2, () => new object());
        for (var i = 0; i < 4; i++)
        {
            queue.Add((_, parallel) =>
            {
                Interlocked.Increment(ref started);
                running.Set();
                parallel.Token.WaitHandle.WaitOne(Patience);
                return Interlocked.Increment(ref ended);
            });
        }

        Assert.True(running.Wait(Patience, TestContext.Current.CancellationToken));
        queue.Dispose();
        Assert.InRange(started, 1, 2); // those that waited never began
        Assert.Equal(started, ended);
    }

    [Fact]
    public async Task A_token_wakes_whoever_waits_for_a_result_or_for_room()
    {
        using var stop = new CancellationTokenSource();
        using var queue = new OrderedQueue<object, int>(1, 1, () => new object(), stop.Token);
        using var end = new ManualResetEventSlim();
        var adding = Task.Run(() => { while (true) queue.Add((_, _) => end.Wait(Patience) ? 0 : 1); },
            TestContext.Current.CancellationToken);
        stop.CancelAfter(50);
        Assert.ThrowsAny<OperationCanceledException>(() => queue.TryTake(out _));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        end.Set();
    }

    [Fact]
    public void Who_waits_is_told_on_their_own_thread_how_far_the_job_is()
    {
        using var queue = new OrderedQueue<object, int>(1, 1, () => new object());
        using var told = new ManualResetEventSlim();
        queue.Add((_, _, progress) =>
        {
            progress.Report(new(1, 4));
            return told.Wait(Patience) ? 7 : 0;
        });
        var (thread, shares) = (Environment.CurrentManagedThreadId, new List<double>());
        Assert.True(queue.TryTake(out var result, progress =>
        {
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            shares.Add(progress.Share!.Value);
            if (progress.Share > 0) told.Set();
        }));
        Assert.Equal(7, result);
        Assert.Equal(0.25, shares[^1]);
    }

    private static List<int> TakeAll<T>(OrderedQueue<T, int> queue)
    {
        var results = new List<int>();
        while (queue.TryTake(out var result)) results.Add(result);
        return results;
    }
}
