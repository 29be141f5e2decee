using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Localization.Cut;

// Distances to the sink, as layers of nodes equally far from it: layer 0 has a deficit, layer 1 can send to layer 0, and so on.
internal sealed unsafe partial class CutWorkspace
{
    private const int ChunkBytes = GridGraph.ChunkNodes / 8;

    private readonly List<Members> _members = []; // from layer 1 on, layer after layer
    private readonly List<int> _ends = [];        // of each layer among the members
    private readonly ulong[] _visits;             // one bit per chunk: to be visited; blank between uses
    private int _sought;                          // nodes with excess that the search may still find

    /// <summary>The nodes of one layer within one chunk, which starts at a byte of the planes.</summary>
    private readonly record struct Members(int At, Vector256<byte> Bits);

    /// <summary>Searches backwards from all deficits.</summary>
    /// <returns>Whether excess can reach one.</returns>
    private bool FindLayers(CancellationToken token)
    {
        _members.Clear();
        _ends.Clear();
        var (first, end) = (_graph.First / 8, _graph.First / 8 + _graph.Chunks * ChunkBytes);
        _sought = 0;
        for (var at = first; at < end; at += ChunkBytes)
        {
            _sought += Count(Vector256.AndNot(Vector256.Load(_positive + at), Vector256.Load(_settled + at)));
            (Vector256.Load(_settled + at) | Vector256.Load(_negative + at)).Store(_seen + at);
        }

        var all = _sought;
        for (var at = first; at < end; at += ChunkBytes) Visit(at, _negative);
        for (var start = 0; start < _members.Count;)
        {
            token.ThrowIfCancellationRequested();
            var layer = CollectionsMarshal.AsSpan(_members)[start..];
            _ends.Add(start += layer.Length);
            if (_sought == 0) return all > 0; // the rest of the deficits' surroundings is of no use to anybody
            foreach (var members in layer) members.Bits.Store(_layer + members.At);
            foreach (var members in layer) Mark(members);
            for (var word = 0; word < _visits.Length; word++)
            {
                var chunks = _visits[word];
                _visits[word] = 0;
                for (; chunks != 0; chunks &= chunks - 1)
                    Visit((word * 64 + BitOperations.TrailingZeroCount(chunks)) * ChunkBytes, _layer);
            }

            foreach (var members in layer) Vector256<byte>.Zero.Store(_layer + members.At);
        }

        // Flow never enters what was not reached, so nothing there ever can be.
        for (var at = first; at < end; at += ChunkBytes)
            (Vector256.Load(_settled + at) | ~Vector256.Load(_seen + at)).Store(_settled + at);
        return _sought < all;
    }

    /// <summary>Takes the nodes of a chunk that can send to the plane into the next layer.</summary>
    private void Visit(int at, byte* plane)
    {
        var fresh = Vector256.AndNot(Senders(at, plane), Vector256.Load(_seen + at));
        if (fresh == Vector256<byte>.Zero) return;
        (Vector256.Load(_seen + at) | fresh).Store(_seen + at);
        _members.Add(new Members(at, fresh));
        _sought -= Count(fresh & Vector256.Load(_positive + at));
    }

    private Vector256<byte> Senders(int at, byte* plane)
    {
        var next = _planeBytes;
        byte* open = _open + at, here = plane + at, above = here - _graph.Stride / 8, below = here + _graph.Stride / 8;
        var rows = Vector256.Load(open) & Left(above) | Vector256.Load(open + next) & Vector256.Load(above)
            | Vector256.Load(open + 2 * next) & Right(above);
        rows |= Vector256.Load(open + 3 * next) & Left(here) | Vector256.Load(open + 4 * next) & Right(here);
        return rows | Vector256.Load(open + 5 * next) & Left(below) | Vector256.Load(open + 6 * next) & Vector256.Load(below)
            | Vector256.Load(open + 7 * next) & Right(below);
    }

    /// <summary>For every node of a chunk the bit of its left neighbor.</summary>
    private static Vector256<byte> Left(byte* at) =>
        (Vector256.ShiftLeft(Vector256.Load((ulong*)at), 1) | Vector256.ShiftRightLogical(Vector256.Load((ulong*)(at - 8)), 63))
            .AsByte();

    private static Vector256<byte> Right(byte* at) =>
        (Vector256.ShiftRightLogical(Vector256.Load((ulong*)at), 1) | Vector256.ShiftLeft(Vector256.Load((ulong*)(at + 8)), 63))
            .AsByte();

    /// <summary>Notes the chunks in which some nodes have neighbors.</summary>
    private void Mark(Members members)
    {
        var bytes = ~Vector256.Equals(members.Bits, Vector256<byte>.Zero).ExtractMostSignificantBits();
        var (first, last) = (members.At + BitOperations.TrailingZeroCount(bytes) - 1, members.At + BitOperations.Log2(bytes) + 1);
        var row = _graph.Stride / 8;
        Mark(first - row, last - row);
        Mark(first, last);
        Mark(first + row, last + row);
    }

    private void Mark(int first, int last)
    {
        // The bytes, at most two more than a chunk has, are in one, two or three chunks.
        var (from, middle, to) = ((uint)first / ChunkBytes, (uint)(first + last) / 2 / ChunkBytes, (uint)last / ChunkBytes);
        _visits[from >> 6] |= 1UL << (int)from;
        _visits[middle >> 6] |= 1UL << (int)middle;
        _visits[to >> 6] |= 1UL << (int)to;
    }

    private static int Count(Vector256<byte> bits)
    {
        if (bits == Vector256<byte>.Zero) return 0;
        var words = bits.AsUInt64();
        return BitOperations.PopCount(words[0]) + BitOperations.PopCount(words[1]) + BitOperations.PopCount(words[2])
            + BitOperations.PopCount(words[3]);
    }
}
