using System.Globalization;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>
/// What one image may take of time and memory. Where memory is limited, images are let in one after the other, in the order in
/// which they came, by the size that their headers state: an ordinary photograph has its place in the plan; a larger one waits
/// until there is room for it, and one for which there never will be is refused.
/// </summary>
internal sealed class ImageAdmission
{
    // What is drawn of an image in full size: canvases, and files on their way, for each pixel.
    private const int DrawnBytes = 10;

    // How often one who waits looks whether it is to stop.
    private const int LookMilliseconds = 50;

    private readonly object _gate = new();
    private readonly long _worker, _room;
    private readonly TimeSpan? _time;
    private readonly bool _isFull, _isDrawn;
    private long _tickets, _entered, _used;

    /// <summary>Prepares.</summary>
    /// <param name="plans">The plans of all networks.</param>
    /// <param name="memory">What the process may take, in bytes; null for no limit.</param>
    /// <param name="seconds">What one image may take, in seconds; null for no limit.</param>
    /// <param name="isFull">Whether images are decoded in full detail.</param>
    /// <param name="isDrawn">Whether results are drawn over their images.</param>
    public ImageAdmission(IEnumerable<SaliencyPlan> plans, long? memory, double? seconds, bool isFull, bool isDrawn)
        : this(plans, memory, seconds, isFull, isDrawn, Environment.WorkingSet) { }

    /// <inheritdoc cref="ImageAdmission(IEnumerable{SaliencyPlan}, long?, double?, bool, bool)"/>
    /// <param name="plans"/><param name="memory"/><param name="seconds"/><param name="isFull"/><param name="isDrawn"/>
    /// <param name="held">What the process holds already, in bytes; it counts, too.</param>
    internal ImageAdmission(
        IEnumerable<SaliencyPlan> plans, long? memory, double? seconds, bool isFull, bool isDrawn, long held)
    {
        _worker = plans.Sum(plan => plan.WorkerBytes);
        // For one worker, the plan has seen to it that there is room.
        _room = memory is null ? long.MaxValue
            : Math.Max(_worker, memory.Value - held - SaliencyPlan.RuntimeBytes);
        _time = seconds is null ? null : TimeSpan.FromSeconds(seconds.Value);
        (_isFull, _isDrawn) = (isFull || isDrawn, isDrawn);
    }

    /// <summary>Takes an image's place in the order. All that are taken are to enter.</summary>
    public long Queue() => _tickets++;

    /// <summary>Lets an image in, after all those before it, as soon as there is room for it.</summary>
    /// <param name="ticket">Its place in the order.</param>
    /// <param name="input">The image.</param>
    /// <param name="forgetIdle">Lets go of the memory that idle workers keep.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>What it takes, to be ended when its result has been dealt with; null where there is no limit.</returns>
    /// <exception cref="ImageFormatException">It would take more memory than there may be.</exception>
    /// <exception cref="IOException">Its file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Its file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDisposable? Enter(long ticket, AnalysisInput input, Action forgetIdle, CancellationToken token)
    {
        if (_room == long.MaxValue) return null;
        var bytes = 0L; // of one that cannot be read, or is refused
        try
        {
            bytes = Require(input);
        }
        finally
        {
            lock (_gate)
            {
                Wait(() => _entered == ticket && _used + bytes <= _room, token);
                _entered++;
                _used += bytes;
                Monitor.PulseAll(_gate);
            }
        }

        var lease = new Lease(this, bytes);
        if (bytes > _worker)
        {
            forgetIdle();
            Collect();
        }

        return lease;
    }

    /// <summary>Does the work for one image within its time.</summary>
    /// <param name="parallel">Threads, and the token that stops all work.</param>
    /// <param name="work">The work; its token also ends when the time is up.</param>
    /// <exception cref="TimeoutException">It took longer than it may.</exception>
    public T Time<T>(Parallelism parallel, Func<Parallelism, T> work)
    {
        if (_time is null) return work(parallel);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(parallel.Token);
        timer.CancelAfter(_time.Value);
        try
        {
            return work(new Parallelism(parallel.Threads, timer.Token));
        }
        catch (OperationCanceledException) when (!parallel.Token.IsCancellationRequested)
        {
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"It takes longer than the {_time.Value.TotalSeconds} s that one image may take, and was given up."));
        }
    }

    // What the image takes, its worker included.
    private long Require(AnalysisInput input)
    {
        if (input is { Content: null, Source: null } && PlainFile.IsEmpty(input.Path)) return _worker;
        using var file = input.Open();
        // Whatever it turns out to be, or a library makes of it, it is alone meanwhile.
        if (file is null || ImageHeader.Read(file) is not { } header) return _room;
        var bytes = file.Length + header.Bytes(_isFull) + (_isDrawn ? header.Pixels * DrawnBytes : 0);
        var all = _worker + Math.Max(0, bytes - SaliencyPlan.ImageBytes);
        return all <= _room ? all : throw new ImageFormatException(
            $"The image of {header.Pixels} pixels takes {bytes >> 20} MB of memory; the limit leaves "
            + $"{(_room - _worker + SaliencyPlan.ImageBytes) >> 20} MB for it.");
    }

    private void Wait(Func<bool> condition, CancellationToken token)
    {
        while (!condition())
        {
            token.ThrowIfCancellationRequested();
            Monitor.Wait(_gate, LookMilliseconds);
        }
    }

    private void Leave(long bytes)
    {
        if (bytes > _worker) Collect();
        lock (_gate)
        {
            _used -= bytes;
            Monitor.PulseAll(_gate);
        }
    }

    // What is not needed any more counts until it is collected.
    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private sealed class Lease(ImageAdmission admission, long bytes) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) admission.Leave(bytes);
        }
    }
}
