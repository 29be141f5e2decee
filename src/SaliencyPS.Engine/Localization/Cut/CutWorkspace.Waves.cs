using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Localization.Cut;

// All excess runs down the layers at once, the farthest first, so that a node sends on whatever came to it from above.
internal sealed unsafe partial class CutWorkspace
{
    private void PushWave()
    {
        var members = CollectionsMarshal.AsSpan(_members);
        for (var layer = _ends.Count - 1; layer > 0; layer--)
        {
            var below = members[(layer > 1 ? _ends[layer - 2] : 0).._ends[layer - 1]];
            var count = Gather(members[_ends[layer - 1].._ends[layer]]);
            if (count == 0) continue;
            foreach (var (at, bits) in below) bits.Store(_layer + at);
            for (var i = 0; i < count; i++) Send(_queue[i], _layer);
            foreach (var (at, _) in below) Vector256<byte>.Zero.Store(_layer + at);
        }

        Flood(Gather(members[.._ends[0]]));
    }

    /// <summary>Queues the nodes with excess.</summary>
    private int Gather(ReadOnlySpan<Members> layer)
    {
        var count = 0;
        foreach (var (at, bits) in layer)
        {
            var nodes = (bits & Vector256.Load(_positive + at)).AsUInt64();
            if (nodes == Vector256<ulong>.Zero) continue;
            for (var word = 0; word < Vector256<ulong>.Count; word++)
                for (var left = nodes[word]; left != 0; left &= left - 1)
                    _queue[count++] = at * 8 + word * 64 + BitOperations.TrailingZeroCount(left);
        }

        return count;
    }

    /// <summary>
    /// Lets the excess at the edge of the deficits run into them, ring by ring: what a ring of deficits cannot take goes on to
    /// the next. Deficits that lie together would otherwise be filled one ring a wave.
    /// </summary>
    private void Flood(int end)
    {
        for (var start = 0; start < end;)
        {
            var ring = end;
            for (var i = start; i < ring; i++)
            {
                Fill(_queue[i], ref end);
                if (_excess[_queue[i]] > 0) Send(_queue[i], _layer);
            }

            for (var i = ring; i < end; i++) Unset(_layer, _queue[i]);
            start = ring;
        }
    }

    /// <summary>
    /// Sends as much as neighbors with deficits can take; the filled ones are queued and make up the next ring.
    /// </summary>
    private void Fill(int node, ref int end)
    {
        var excess = _excess[node];
        for (var near = OpenEdges(node) & Neighbors(_negative, node); near != 0 && excess > 0; near &= near - 1)
        {
            var direction = BitOperations.TrailingZeroCount(near);
            var next = node + _offsets[direction];
            var amount = Math.Min(Math.Min(excess, -_excess[next]), _residual[node * 8 + direction]);
            Move(node, direction, next, amount);
            excess -= amount;
            if ((_excess[next] += amount) < 0) continue;
            Unset(_negative, next);
            Set(_layer, next);
            _queue[end++] = next;
        }

        Leave(node, excess);
    }

    /// <summary>Sends as much as fits to the neighbors in a plane, none of which has a deficit.</summary>
    private void Send(int node, byte* plane)
    {
        var excess = _excess[node];
        for (var near = OpenEdges(node) & Neighbors(plane, node); near != 0 && excess > 0; near &= near - 1)
        {
            var direction = BitOperations.TrailingZeroCount(near);
            var next = node + _offsets[direction];
            var amount = Math.Min(excess, _residual[node * 8 + direction]);
            Move(node, direction, next, amount);
            excess -= amount;
            if (_excess[next] == 0) Set(_positive, next);
            _excess[next] += amount;
        }

        Leave(node, excess);
    }

    private void Leave(int node, int excess)
    {
        _excess[node] = excess;
        if (excess == 0) Unset(_positive, node);
    }

    /// <summary>Moves capacity from a link to its way back.</summary>
    private void Move(int node, int direction, int next, int amount)
    {
        ref var forward = ref _residual[node * 8 + direction];
        if ((forward -= amount) == 0) Unset(_open + direction * _planeBytes, node);
        ref var back = ref _residual[next * 8 + (7 - direction)];
        if (back == 0) Set(_open + (7 - direction) * _planeBytes, next);
        back += amount;
    }

    /// <summary>The directions, a bit each, in which a node can still send something.</summary>
    private uint OpenEdges(int node) =>
        Vector256.GreaterThan(Vector256.Load(_residual + node * 8), Vector256<int>.Zero).ExtractMostSignificantBits();

    /// <summary>The directions, a bit each, in which a node's neighbor is in a plane.</summary>
    private uint Neighbors(byte* plane, int node)
    {
        // Directions are numbered so that the three bits of a row go where they belong.
        var (above, here, below) = (Three(plane, node - _graph.Stride), Three(plane, node), Three(plane, node + _graph.Stride));
        return above | (here & 1) << 3 | (here & 4) << 2 | below << 5;
    }

    private static uint Three(byte* plane, int middle) => (uint)(*(ushort*)(plane + (middle - 1 >> 3)) >> (middle - 1 & 7)) & 7;
}
