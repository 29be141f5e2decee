using SaliencyPS.Cli.Output;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Runs;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>
/// Works on several images at once. What each leads to, be it results or an error, is done on the calling thread in the order of
/// the images, and for each of the networks, each as soon as it and all before it are there; a list that comes slowly on standard
/// input holds nothing back.
/// </summary>
internal static class ImageLoop
{
    /// <summary>Runs until all images are done.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="networks">The networks and what to compute with each.</param>
    /// <param name="limits">What the work may take.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <param name="work">
    /// Computes for one image with a network's analyzer and options, on any thread, tells the share that is done, and returns
    /// what is to be done with the result.
    /// </param>
    /// <exception cref="UsageException">The memory is not enough for one image, or options do not fit a network.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run(Session session, IReadOnlyList<(Network Network, SaliencyOptions Options)> networks, WorkLimits limits,
        Func<CancellationToken, IEnumerable<ImageInput>> images,
        Func<SaliencyAnalyzer, SaliencyOptions, string, Parallelism, IProgress<WorkProgress>, Action> work)
    {
        foreach (var (network, options) in networks) _ = Try(() => new SaliencyAnalyzer(network, options));
        Run(session, [.. networks.Select(one => new NetworkWork(
            memory => SaliencyPlan.For(one.Network, one.Options with { MemoryLimit = memory }), plan =>
            {
                var analyzer = new SaliencyAnalyzer(one.Network, one.Options, plan);
                return (path, parallel, progress) => work(analyzer, one.Options, path, parallel, progress);
            }))], limits, images);
    }

    /// <summary>Runs until all images are done, with analyzers of any kind.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="works">What is done to each image, one after the other.</param>
    /// <param name="limits">What the work may take.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <exception cref="UsageException">The memory is not enough for one image.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run(Session session, IReadOnlyList<NetworkWork> works, WorkLimits limits,
        Func<CancellationToken, IEnumerable<ImageInput>> images)
    {
        var (plans, workers) = Try(() => SaliencyPlan.Share([.. works.Select(work => work.Plan)], limits.Memory));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Token);
        using var queue = new OrderedQueue<Lazy<Func<string, Parallelism, IProgress<WorkProgress>, Action>>[], Action>(
            workers, limits.Threads, () => [.. works.Zip(plans, (work, plan) =>
                new Lazy<Func<string, Parallelism, IProgress<WorkProgress>, Action>>(() => work.Create(plan)))], stop.Token);
        var admission = new ImageAdmission(plans, limits.Memory, limits.Seconds, limits.IsFull, limits.IsDrawn);
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
            session.Progress.Show(images, all < 0 ? null : all, share, works.Count > 1 ? "image and network" : "image",
                session.Failures);
        }

        void Read()
        {
            try
            {
                using var listing = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, session.Ending.Token);
                var inputs = images(listing.Token);
                if (inputs.TryGetNonEnumeratedCount(out var count)) Volatile.Write(ref total, count * works.Count);
                foreach (var input in inputs) // What is no image is told once.
                {
                    listing.Token.ThrowIfCancellationRequested();
                    foreach (var network in Enumerable.Range(0, input.Fault is null ? works.Count : 1))
                        if (input.Fault is null) Add(input, network, admission.Queue());
                        else queue.Add((_, _) => Refuse(input, input.Fault));
                }
            }
            catch (OperationCanceledException) when (session.Ending.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                // No more images; those at hand are done.
            }
            finally
            {
                queue.Complete();
            }
        }

        Action Refuse(ImageInput input, Exception fault)
        {
            var finish = session.Attempt(input.Path, () => throw fault);
            return () => session.Finish(input, FileStamp.None, finish);
        }

        void Add(ImageInput input, int network, long ticket) => queue.AddWaiting((worker, parallel, progress) =>
        {
            IDisposable? lease = null;
            var (path, isLate) = (input.Path, session.Ending.IsCancellationRequested);
            var stamp = session.Run is { } run && !isLate ? FileStamp.Of(path, run.ByContent) : default;
            var finish = session.Attempt(path, () =>
            {
                lease = admission.Enter(ticket, path, content: null, queue.ForgetIdle, parallel.Token);
                return isLate ? () => { }
                    : admission.Time(parallel, within => worker()[network].Value(path, within, progress));
            });
            return () =>
            {
                using (lease)
                    if (!isLate) session.Finish(input, stamp, finish);
            };
        });
    }

    /// <summary>All that maps by these options depend on besides their images and classes.</summary>
    /// <exception cref="UsageException">The options do not fit the network.</exception>
    public static MapSettings Describe(Network network, SaliencyOptions options) =>
        Try(() => MethodCatalog.Describe(network, options));

    /// <summary>What is made; options that do not fit together are the user's fault.</summary>
    /// <exception cref="UsageException">The options do not fit together.</exception>
    public static T Try<T>(Func<T> make)
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
