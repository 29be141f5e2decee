using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging;
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
    /// <summary>Runs until all images are done: maps of each.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="networks">The networks and what to compute with each.</param>
    /// <param name="limits">What the work may take.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <param name="finish">
    /// Given an image with its maps and the options, does the rest of the work on any thread, and returns what is to be done with
    /// the result.
    /// </param>
    /// <exception cref="UsageException">The memory is not enough for one image, or options do not fit a network.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run(Session session, IReadOnlyList<(Network Network, SaliencyOptions Options)> networks, WorkLimits limits,
        Func<CancellationToken, IEnumerable<ImageInput>> images,
        Func<AnalyzedImage<ClassSaliency>, SaliencyOptions, Parallelism, Action> finish) =>
        Run(session, networks, limits, images, (analyzer, options, shown, parallel, progress) =>
            analyzer.Analyze(shown, _ => options.Classes, parallel, progress), finish);

    /// <summary>Runs until all images are done: whatever analyzers tell of each.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="networks">The networks and what to compute with each.</param>
    /// <param name="limits">What the work may take.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <param name="analyze">
    /// Computes for several images and their paths, on any thread, and tells the share that is done.
    /// </param>
    /// <param name="finish">
    /// Given an image with what came of it and the options, does the rest of the work on any thread, and returns what is to be
    /// done with the result.
    /// </param>
    /// <exception cref="UsageException">The memory is not enough for one image, or options do not fit a network.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run<T>(Session session, IReadOnlyList<(Network Network, SaliencyOptions Options)> networks,
        WorkLimits limits, Func<CancellationToken, IEnumerable<ImageInput>> images,
        Func<SaliencyAnalyzer, SaliencyOptions, IReadOnlyList<(DecodedImage Image, string Path)>, Parallelism,
            IProgress<WorkProgress>?, IReadOnlyList<T>[]> analyze,
        Func<AnalyzedImage<T>, SaliencyOptions, Parallelism, Action> finish)
    {
        foreach (var (network, options) in networks) _ = Try(() => new SaliencyAnalyzer(network, options));
        Run<T>(session, [.. networks.Select(one => new NetworkWork<T>(
            memory => SaliencyPlan.For(
                one.Network, one.Options with { MemoryLimit = memory, BatchSize = limits.Batch(networks.Count) }),
            plan =>
            {
                var analyzer = new SaliencyAnalyzer(one.Network, one.Options, plan);
                return new((input, token) => analyzer.Read(input, limits.Images, token),
                    (shown, parallel, progress) => analyze(analyzer, one.Options, shown, parallel, progress));
            },
            (image, parallel) => finish(image, one.Options, parallel)))], limits, images);
    }

    /// <summary>Runs until all images are done, with analyzers of any kind.</summary>
    /// <param name="session">Where errors go, and what stops the work.</param>
    /// <param name="works">What is done to each image, one after the other.</param>
    /// <param name="limits">What the work may take.</param>
    /// <param name="images">The images; enumerated on another thread, whose token it is given.</param>
    /// <exception cref="UsageException">The memory is not enough for one image.</exception>
    /// <exception cref="OperationCanceledException">The session was stopped.</exception>
    public static void Run<T>(Session session, IReadOnlyList<NetworkWork<T>> works, WorkLimits limits,
        Func<CancellationToken, IEnumerable<ImageInput>> images)
    {
        var (plans, workers) = Try(() => SaliencyPlan.Share([.. works.Select(work => work.Plan)], limits.Memory));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(session.Token);
        using var queue = new OrderedQueue<Lazy<ImageBatch<T>>[], Action[]>(workers, limits.Threads,
            () => [.. works.Zip(plans, (work, plan) => new Lazy<ImageBatch<T>>(() => work.Create(plan)))], stop.Token);
        var admission = new ImageAdmission(plans, limits.Memory, limits.Seconds, limits.IsFull, limits.IsDrawn);
        var (done, total) = (0, -1);
        var reader = Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning);
        try
        {
            while (queue.TryTake(out var batch, Show))
                foreach (var finish in batch)
                {
                    session.Progress.Clear();
                    finish();
                    Tell(++done);
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
                var waiting = new List<ImageInput>();
                var size = plans.Max(plan => plan.Images);
                foreach (var input in inputs)
                {
                    listing.Token.ThrowIfCancellationRequested();
                    if (input.Fault is null) waiting.Add(input);
                    if (input.Fault is not null || waiting.Count == size) Add(waiting);
                    // What is no image is told once.
                    if (input.Fault is not null) queue.Add((_, _) => [Refuse(input, input.Fault)]);
                }

                Add(waiting);
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

        void Add(List<ImageInput> waiting)
        {
            ImageInput[] batch = [.. waiting];
            waiting.Clear();
            for (var n = 0; n < works.Count && batch.Length > 0; n++)
            {
                var (network, ticket) = (n, admission.Queue());
                queue.AddWaiting((worker, parallel, progress) => Analyze(batch, ticket, parallel, within =>
                    Finish(works[network], worker()[network].Value.Run(
                        Array.ConvertAll(batch, Input), within, progress), within)));
            }
        }

        Action[] Analyze(ImageInput[] batch, long ticket, Parallelism parallel, Func<Parallelism, Action[]> analyze)
        {
            IDisposable? lease = null;
            Action[] all;
            var isLate = session.Ending.IsCancellationRequested;
            var stamps = Array.ConvertAll(batch, input =>
                session.Run is { } run && !isLate ? input.Stamp(run.ByContent) : default);
            try
            {
                // Where there is a limit, each is alone.
                lease = admission.Enter(ticket, Input(batch[0]), queue.ForgetIdle, parallel.Token);
                all = isLate ? [] : admission.Time(parallel, analyze);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                all = Array.ConvertAll(batch, input => session.Attempt(input.Path, () => throw e));
            }

            return [.. batch.Index().Select(one => (Action)(() =>
            {
                using (one.Index == 0 ? lease : null)
                    if (!isLate) session.Finish(one.Item, stamps[one.Index], all[one.Index]);
            }))];
        }

        static AnalysisInput Input(ImageInput input) => new(input.Path, Source: input.Source);

        Action[] Finish(NetworkWork<T> work, AnalyzedImage<T>[] images, Parallelism parallel)
        {
            var all = new Action[images.Length];
            parallel.For(all.Length, i => all[i] = session.Attempt(images[i].File, () => work.Finish(images[i], parallel)));
            return all;
        }
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
