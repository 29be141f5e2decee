using System.Numerics;
using System.Runtime.InteropServices;
using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Cut;

/// <summary>
/// Exact minimum cut of an 8-neighbor grid between a source (foreground) and a sink (background), in integers, so that there is
/// no rounding and no tolerance. A push–relabel method (Goldberg &amp; Tarjan 1988) that works in waves: distances of all pixels
/// to the sink are found afresh, then all excess runs down them at once, the farthest first. The distances come from bit planes,
/// 256 pixels an operation, which makes a global relabeling cheaper than keeping labels up to date pixel by pixel.
/// </summary>
/// <remarks>
/// A pixel's excess is what it still gets from the source, above 0, or can still give to the sink, below 0. Pushing amount a from
/// a pixel to its neighbor moves a of excess and of the link's residual capacity, which changes the cost of every labeling by the
/// same constant. Once no pixel with excess can reach one with a deficit, those that excess reaches are the source's side of a
/// minimum cut, and the least such side.
/// A workspace: one thread at a time. 42 bytes per pixel, taken once and reused by every
/// <see cref="Solve"/>, and some for the layers.
/// </remarks>
internal sealed unsafe partial class CutWorkspace
{
    private readonly GridGraph _graph;
    private readonly int _nodes, _planeBytes;

    // Pinned for good: the inner loops hop between neighbors, where a bounds check per step would count.
    private readonly int[] _residualArray, _excessArray, _offsetArray, _queueArray;
    private readonly byte[] _bits;
    private readonly int* _residual; // [node * 8 + direction]: what that link can still carry
    private readonly int* _excess;
    private readonly int* _offsets;
    private readonly int* _queue; // room for every node once

    // One bit per node.
    private readonly byte* _open;      // 8 planes: nodes whose link in that direction can still carry something
    private readonly byte* _positive;  // excess > 0
    private readonly byte* _negative;  // excess < 0
    private readonly byte* _settled;   // cannot reach a deficit any more, and never will again
    private readonly byte* _seen;      // settled, or already reached by the search
    private readonly byte* _layer;     // one layer or ring; blank between uses

    /// <summary>Takes the memory for cuts of this grid.</summary>
    public CutWorkspace(GridGraph graph)
    {
        _graph = graph;
        (_nodes, _planeBytes) = (graph.Nodes, graph.PlaneBytes);
        _residual = Pinned(graph.Capacities.Length, out _residualArray);
        _excess = Pinned(_nodes, out _excessArray);
        _offsets = Pinned(GridGraph.Directions, out _offsetArray);
        graph.Offsets.CopyTo(_offsetArray, 0);
        _queue = Pinned(_nodes, out _queueArray);
        _open = Pinned((GridGraph.Directions + 5) * _planeBytes, out _bits);
        _positive = _open + GridGraph.Directions * _planeBytes;
        _negative = _positive + _planeBytes;
        _settled = _negative + _planeBytes;
        _seen = _settled + _planeBytes;
        _layer = _seen + _planeBytes;
        _visits = new ulong[_planeBytes / ChunkBytes / 64 + 1];
    }

    /// <inheritdoc cref="ISegmenter.Segment"/>
    public long Solve(ReadOnlySpan<int> unary, Span<bool> labels, CancellationToken token)
    {
        var pixels = _graph.Width * _graph.Height;
        if (unary.Length != pixels || labels.Length != pixels)
        {
            throw new ArgumentException(
                $"A grid of {_graph.Width}×{_graph.Height} needs {pixels} values, not {unary.Length} and {labels.Length}.");
        }

        var most = Reset(unary);
        while (FindLayers(token)) PushWave();
        return most - Label(labels);
    }

    /// <returns>All excess, which the flow cannot exceed.</returns>
    private long Reset(ReadOnlySpan<int> unary)
    {
        _graph.Capacities.CopyTo(_residualArray, 0);
        Array.Clear(_bits);
        Array.Clear(_visits);
        _graph.Open.CopyTo(_bits, 0);
        long most = 0;
        for (var y = 0; y < _graph.Height; y++)
        {
            var row = unary.Slice(y * _graph.Width, _graph.Width);
            var first = _graph.Node(0, y);
            row.CopyTo(_excessArray.AsSpan(first));
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x] is < -ISegmenter.MaximumUnary or > ISegmenter.MaximumUnary)
                    throw new ArgumentOutOfRangeException(nameof(unary), row[x],
                        $"A unary term is at most ±{ISegmenter.MaximumUnary}.");
                if (row[x] > 0)
                {
                    Set(_positive, first + x);
                    most += row[x];
                }
                else if (row[x] < 0)
                {
                    Set(_negative, first + x);
                }
            }
        }

        return most;
    }

    /// <summary>The source's side: what excess could still reach.</summary>
    /// <returns>The excess that is left.</returns>
    private long Label(Span<bool> labels)
    {
        long left = 0;
        var count = 0;
        for (var node = 0; node < _nodes; node++)
        {
            if (!Has(_positive, node)) continue;
            left += _excess[node];
            _queue[count++] = node;
        }

        var reached = _positive;
        while (count > 0)
        {
            var node = _queue[--count];
            for (var near = OpenEdges(node) & ~Neighbors(reached, node); near != 0; near &= near - 1)
            {
                var next = node + _offsets[BitOperations.TrailingZeroCount(near)];
                Set(reached, next);
                _queue[count++] = next;
            }
        }

        for (var y = 0; y < _graph.Height; y++)
            for (var x = 0; x < _graph.Width; x++) labels[y * _graph.Width + x] = Has(reached, _graph.Node(x, y));
        return left;
    }

    private static bool Has(byte* plane, int node) => (plane[node >> 3] >> (node & 7) & 1) != 0;

    private static void Set(byte* plane, int node) => plane[node >> 3] |= (byte)(1 << (node & 7));

    private static void Unset(byte* plane, int node) => plane[node >> 3] &= (byte)~(1 << (node & 7));

    private static T* Pinned<T>(int length, out T[] array) where T : unmanaged
    {
        array = GC.AllocateArray<T>(length, pinned: true);
        return (T*)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
    }
}
