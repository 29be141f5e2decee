using SaliencyPS.Cli.Output;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>
/// Works on several images at once. What each leads to, be it results or an error, is done on the calling thread in the order of
/// the images, each as soon as it and all before it are there; a list that comes slowly on standard input holds nothing back.
/// </summary>
internal static class ImageLoop
{
    /// <summary>Runs until all images are done.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">What to compute, with how many threads in how much memory.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <param name="work">
    /// Computes for one image, on any thread, tells the share that is done, and returns what is to be done with the result.
    /// </param>
    /// <exception cref="UsageException">The memory is not enough for one image.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run(
        Session session, Network network, SaliencyOptions options, Func<CancellationToken, IEnumerable<ImageInput>> images,
        Func<SaliencyAnalyzer, string, Parallelism, IProgress<WorkProgress>, Action> work) =>
        Run(session, () => SaliencyPlan.For(network, options), options.Threads,
            plan => new SaliencyAnalyzer(network, options, plan), images, work);

    /// <summary>Runs until all images are done, with an analyzer of any kind.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="makePlan">Spreads the work, in as much memory as there is.</param>
    /// <param name="threads">Threads for all images together.</param>
    /// <param name="create">Makes the analyzer of one worker.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <param name="work">
    /// Computes for one image, on any thread, tells the share that is done, and returns what is to be done with the result.
    /// </param>
    /// <exception cref="UsageException">The memory is not enough for one image.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run<T>(
        Session session, Func<SaliencyPlan> makePlan, int threads, Func<SaliencyPlan, T> create,
        Func<CancellationToken, IEnumerable<ImageInput>> images,
        Func<T, string, Parallelism, IProgress<WorkProgress>, Action> work)
    {
        var plan = Try(makePlan);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Token);
        using var queue = new OrderedQueue<T, Action>(plan.Workers, threads, () => create(plan), stop.Token);
        var (done, total) = (0, -1);
        var reader = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
        try
        {
            for (; queue.TryTake(out var finish, Show); done++)
            {
                session.Progress.Clear();
                finish();
                Tell(done + 1);
            }

            reader.GetAwaiter().GetResult();
            session.NotePassedOver();
        }
        finally
        {
            session.Progress.Clear();
            stop.Cancel();
            Task.WaitAny(reader);
        }

        // Only methods of many passes tell anything on the way.
        void Show(WorkProgress progress)
        {
            if (progress.Share is > 0 and var share) Tell(done, share);
        }

        void Tell(int images, double share = 0)
        {
            var all = Volatile.Read(ref total);
            session.Progress.Show(images, all < 0 ? null : all, share);
        }

        void Read()
        {
            try
            {
                var inputs = images(stop.Token);
                if (inputs.TryGetNonEnumeratedCount(out var count)) Volatile.Write(ref total, count);
                foreach (var input in inputs)
                {
                    queue.Add((analyzer, parallel, progress) => session.Attempt(
                        input.Path,
                        () => input.Fault is null ? work(analyzer, input.Path, parallel, progress) : throw input.Fault));
                }
            }
            finally
            {
                queue.Complete();
            }
        }
    }

    /// <summary>All that maps by these options depend on besides their images and classes.</summary>
    /// <exception cref="UsageException">The options do not fit the network.</exception>
    public static MapSettings Describe(Network network, SaliencyOptions options) =>
        Try(() => MethodCatalog.Describe(network, options));

    private static T Try<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new UsageException(Text.Of(e));
        }
    }
}
