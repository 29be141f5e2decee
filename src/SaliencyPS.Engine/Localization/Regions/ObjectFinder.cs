using SaliencyPS.Imaging;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Localization.Regions;

/// <summary>
/// Finds the object of one map after the other, each at once. The maps of one image are computed together and asked for
/// one by one: while one is cut, so are, on other threads, those that are known to follow. It stops doing so where it
/// turns out that they are not asked for.
/// </summary>
internal sealed class ObjectFinder : IDisposable
{
    private readonly Func<SaliencyMethod, LocalizationOptions> _choose;
    private readonly int _threads;
    private readonly bool _all;
    private readonly CancellationToken _token;
    private readonly Queue<ClassSaliency> _upcoming = [], _begun = [];
    private OrderedQueue<object?, IReadOnlyList<LocalizationResult>> _cuts;
    private Lazy<ObjectLocalizer>? _localizer;
    private ClassSaliency? _last;
    private bool _ahead = true;

    /// <summary>Prepares for maps of any images.</summary>
    /// <param name="choose">How a map of a method becomes a box, such as <see cref="LocalizationPresets.For"/>.</param>
    /// <param name="threads">Maps cut at once, at least 1.</param>
    /// <param name="all">Whether to find all objects of a map; otherwise only the largest.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ObjectFinder(Func<SaliencyMethod, LocalizationOptions> choose, int threads, bool all = false,
        CancellationToken token = default)
    {
        choose(SaliencyMethod.Gradient).Validate();
        (_choose, _threads, _all, _token, _cuts) = (choose, threads, all, token, Workers(threads, token));
    }

    /// <summary>Finds the object of one map, or all of its objects, the largest first.</summary>
    /// <exception cref="ImageFormatException">The image is no longer in memory and cannot be decoded,
    /// or has another size now.</exception>
    /// <exception cref="IOException">The image is no longer in memory and cannot be read.</exception>
    /// <exception cref="LocalizationException">The map is constant, or holds NaN or an infinity.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<LocalizationResult> Find(ClassSaliency map)
    {
        if (_begun.TryPeek(out var expected) && expected != map) StopGuessing();
        if (_begun.Count == 0)
        {
            _upcoming.Enqueue(map);
            foreach (var next in _ahead && _threads > 1 ? map.Following : []) _upcoming.Enqueue(next);
        }

        while (!_cuts.IsFull && _upcoming.TryDequeue(out var next))
        {
            _begun.Enqueue(next);
            var localizer = LocalizerFor(next);
            _cuts.Add((_, parallel) => localizer.Value.Find(next.Map, _all, parallel.Token));
        }

        _begun.Dequeue();
        _cuts.TryTake(out var found);
        return found!;
    }

    /// <inheritdoc/>
    public void Dispose() => _cuts.Dispose();

    private static OrderedQueue<object?, IReadOnlyList<LocalizationResult>> Workers(int threads, CancellationToken token) =>
        new(threads, threads, () => null, token);

    private void StopGuessing()
    {
        _ahead = false;
        _begun.Clear();
        _upcoming.Clear();
        _cuts.Dispose();
        _cuts = Workers(_threads, _token);
    }

    // Most of the preparation depends on the image alone; the first of its maps to be cut does it.
    private Lazy<ObjectLocalizer> LocalizerFor(ClassSaliency map)
    {
        if (_localizer is null || (_last!.Path, _last.Width, _last.Height, _last.Reduction, _last.Method)
            != (map.Path, map.Width, map.Height, map.Reduction, map.Method))
        {
            var options = _choose(map.Method);
            _localizer = new(() => ObjectLocalizer.For(map, options, token: _token));
        }

        _last = map;
        return _localizer;
    }
}
