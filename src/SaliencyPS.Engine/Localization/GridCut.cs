namespace SaliencyPS.Localization;

/// <summary>
/// Exact minimum cut of an 8-neighbour grid between a source (foreground) and a sink (background): the max-flow algorithm of
/// Boykov &amp; Kolmogorov 2004 with the time stamps and distances of its section 3.2.2, in integers, so that there is no rounding and
/// no tolerance. No recursion; 59 bytes per pixel, taken once and reused by every <see cref="Solve"/>.
/// </summary>
/// <remarks>A workspace: one thread at a time.</remarks>
public sealed unsafe partial class GridCut
{
    /// <summary>Largest magnitude of a terminal capacity.</summary>
    public const int MaximumTerminal = 1 << 30;

    private const byte Terminal = 8, Orphan = 9, None = 10; // parents beyond the eight directions
    private const byte Free = 0, Source = 1, Sink = 2;
    private const int CheckInterval = 1024; // nodes handled between two looks at the token: about a millisecond

    private readonly GridLinks _links;
    private readonly NodeQueue _active, _orphans;
    private readonly int[] _residualArray, _excessArray, _stampArray, _distanceArray, _trailArray;
    private readonly byte[] _treeArray, _parentArray, _queuedArray;
    private readonly int[] _offsetArray;

    // Set while Solve has the arrays pinned: the inner loops follow parents, where a bounds check per step would count.
    private int* _residual; // [node * 8 + direction]: what that link can still carry
    private int* _excess;   // > 0: residual from the source, < 0: residual to the sink
    private int* _stamp;    // when the distance was last known to be right
    private int* _distance; // links to the terminal
    private int* _trail;    // nodes of the path in hand
    private byte* _tree;    // Free, Source or Sink
    private byte* _parent;  // direction of the parent, Terminal, Orphan or None
    private byte* _queued;  // 1 while among the active nodes
    private int* _offsets;
    private int _time, _untilCheck;
    private CancellationToken _token;

    /// <summary>Takes the memory for cuts of this grid.</summary>
    public GridCut(GridLinks links)
    {
        _links = links;
        _offsetArray = links.Offsets;
        _residualArray = new int[links.Capacities.Length];
        var nodes = _residualArray.Length / GridLinks.Directions;
        (_excessArray, _stampArray, _distanceArray, _trailArray) = (new int[nodes], new int[nodes], new int[nodes], new int[nodes]);
        (_treeArray, _parentArray, _queuedArray) = (new byte[nodes], new byte[nodes], new byte[nodes]);
        (_active, _orphans) = (new NodeQueue(nodes), new NodeQueue(nodes));
    }

    /// <summary>Finds the minimum cut; of several the one with the fewest foreground pixels, which makes the answer unique.</summary>
    /// <param name="terminals">
    /// height × width, row-major: above 0 the cost of calling the pixel background, below 0 minus the cost of calling it foreground;
    /// at most <see cref="MaximumTerminal"/> in magnitude.
    /// </param>
    /// <param name="foreground">height × width: set where the pixel is on the source's side.</param>
    /// <param name="token">Looked at about every millisecond.</param>
    /// <returns>The maximum flow, which equals the capacity of the cut.</returns>
    /// <exception cref="ArgumentException">A span of another length, or a terminal capacity out of range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the workspace stays usable.</exception>
    public long Solve(ReadOnlySpan<int> terminals, Span<bool> foreground, CancellationToken token = default)
    {
        var pixels = _links.Width * _links.Height;
        if (terminals.Length != pixels || foreground.Length != pixels)
            throw new ArgumentException($"A grid of {_links.Width}×{_links.Height} needs {pixels} values, not {terminals.Length} and {foreground.Length}.");
        (_token, _untilCheck, _time) = (token, CheckInterval, 0);
        fixed (int* residual = _residualArray, excess = _excessArray, stamp = _stampArray, distance = _distanceArray, trail = _trailArray, offsets = _offsetArray)
        fixed (byte* tree = _treeArray, parent = _parentArray, queued = _queuedArray)
        {
            _residual = residual;
            _excess = excess;
            _stamp = stamp;
            _distance = distance;
            _trail = trail;
            _offsets = offsets;
            _tree = tree;
            _parent = parent;
            _queued = queued;
            Reset(terminals);
            var flow = Settle() + Flow();
            for (var y = 0; y < _links.Height; y++)
                for (var x = 0; x < _links.Width; x++)
                    foreground[y * _links.Width + x] = tree[Node(x, y)] == Source;
            return flow;
        }
    }

    private int Node(int x, int y) => (y + 1) * _links.Stride + x + 1;

    private void Reset(ReadOnlySpan<int> terminals)
    {
        _links.Capacities.CopyTo(_residualArray);
        Array.Clear(_excessArray);
        Array.Clear(_stampArray);
        Array.Clear(_treeArray);
        Array.Clear(_queuedArray);
        Array.Fill(_parentArray, None);
        _active.Clear();
        _orphans.Clear();
        for (var y = 0; y < _links.Height; y++)
            for (var x = 0; x < _links.Width; x++)
            {
                var (node, capacity) = (Node(x, y), terminals[y * _links.Width + x]);
                if (capacity is < -MaximumTerminal or > MaximumTerminal)
                    throw new ArgumentOutOfRangeException(nameof(terminals), capacity, $"A terminal capacity is at most ±{MaximumTerminal}.");
                _excess[node] = capacity;
            }
    }

    /// <summary>Sends what neighbours can settle between themselves, and makes a root of every node that is left with something.</summary>
    private long Settle()
    {
        long flow = 0;
        var end = _excessArray.Length - _links.Stride - 1;
        for (var d = 0; d < GridLinks.Directions; d++)
            for (int node = _links.Stride + 1, step = _offsets[d]; node < end; node++)
            {
                var next = node + step;
                if (_excess[node] <= 0 || _excess[next] >= 0) continue;
                var amount = Math.Min(_residual[node * 8 + d], Math.Min(_excess[node], -_excess[next]));
                _residual[node * 8 + d] -= amount;
                _residual[next * 8 + (d ^ 1)] += amount;
                _excess[node] -= amount;
                _excess[next] += amount;
                flow += amount;
            }

        for (var node = 0; node < _excessArray.Length; node++)
        {
            if (_excess[node] == 0) continue;
            _tree[node] = _excess[node] > 0 ? Source : Sink;
            Attach(node, Terminal, 0, 1);
            Activate(node);
        }

        return flow;
    }

    private long Flow()
    {
        long flow = 0;
        while (_active.Count > 0)
        {
            var node = _active.TakeFirst();
            _queued[node] = 0;
            // A node stays in hand until growing finds no more paths from it.
            while (_tree[node] != Free)
            {
                CountWork();
                var direction = Grow(node);
                if (direction == None) break;
                _time++;
                flow += _tree[node] == Source ? Augment(node, direction) : Augment(node + _offsets[direction], direction ^ 1);
                Adopt();
            }
        }

        return flow;
    }

    /// <summary>Lets a node's tree claim its free neighbours.</summary>
    /// <returns>The direction of a neighbour in the other tree, or <see cref="None"/>.</returns>
    private int Grow(int node)
    {
        var mine = _tree[node];
        for (var d = 0; d < GridLinks.Directions; d++)
        {
            var next = node + _offsets[d];
            if (Carries(mine, node, next, d) == 0) continue;
            if (_tree[next] == Free)
            {
                _tree[next] = mine;
                Attach(next, d ^ 1, _stamp[node], _distance[node] + 1);
                Activate(next);
            }
            else if (_tree[next] != mine)
            {
                return d;
            }
            else if (_stamp[next] <= _stamp[node] && _distance[next] > _distance[node])
            {
                Attach(next, d ^ 1, _stamp[node], _distance[node] + 1); // a shorter way to the terminal
            }
        }

        return None;
    }

    /// <summary>Pushes what the path source … from → from + direction … sink can carry and cuts the saturated links.</summary>
    private int Augment(int from, int direction)
    {
        var to = from + _offsets[direction];
        var (middle, toSource) = Trace(from, Source, 0);
        var (end, toSink) = Trace(to, Sink, middle);
        var amount = Math.Min(_residual[from * 8 + direction], Math.Min(toSource, toSink));
        _residual[from * 8 + direction] -= amount;
        _residual[to * 8 + (direction ^ 1)] += amount;
        Push(Source, 0, middle, amount);
        Push(Sink, middle, end, amount);
        return amount;
    }

    /// <summary>
    /// Notes the nodes from here to the root. Following parents is a chain of dependent loads, the slowest thing here: with the trail
    /// at hand it happens once per path, and pushing along it is not bound by it.
    /// </summary>
    /// <returns>End of the trail, and what the way can carry.</returns>
    private (int End, int Least) Trace(int node, byte tree, int end)
    {
        var least = int.MaxValue;
        for (int d; (d = _parent[node]) != Terminal;)
        {
            _trail[end++] = node;
            var parent = node + _offsets[d];
            least = Math.Min(least, tree == Source ? _residual[parent * 8 + (d ^ 1)] : _residual[node * 8 + d]);
            node = parent;
        }

        _trail[end++] = node;
        return (end, Math.Min(least, Math.Abs(_excess[node])));
    }

    private void Push(byte tree, int start, int end, int amount)
    {
        for (var i = start; i < end - 1; i++)
        {
            var (node, parent) = (_trail[i], _trail[i + 1]);
            var d = _parent[node];
            var (used, back) = (parent * 8 + (d ^ 1), node * 8 + d);
            if (tree == Sink) (used, back) = (back, used);
            _residual[back] += amount;
            if ((_residual[used] -= amount) == 0) MakeOrphan(node, front: true);
        }

        var root = _trail[end - 1];
        _excess[root] -= tree == Source ? amount : -amount;
        if (_excess[root] == 0) MakeOrphan(root, front: true);
    }

    // What flows away from the source in one tree flows towards the sink in the other.
    private int Carries(byte tree, int from, int to, int direction) =>
        tree == Source ? _residual[from * 8 + direction] : _residual[to * 8 + (direction ^ 1)];

    private void Attach(int node, int parent, int stamp, int distance) =>
        (_parent[node], _stamp[node], _distance[node]) = ((byte)parent, stamp, distance);

    private void MakeOrphan(int node, bool front)
    {
        _parent[node] = Orphan;
        if (front) _orphans.Prepend(node);
        else _orphans.Append(node);
    }

    private void Activate(int node)
    {
        if (_queued[node] != 0) return;
        _queued[node] = 1;
        _active.Append(node);
    }

    private void CountWork()
    {
        if (--_untilCheck > 0) return;
        _untilCheck = CheckInterval;
        _token.ThrowIfCancellationRequested();
    }
}
