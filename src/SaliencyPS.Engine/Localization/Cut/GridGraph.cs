using System.Runtime.Intrinsics;
using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Cut;

/// <summary>
/// The pairwise terms of an image as the edges of a graph, laid out for the waves of <see cref="CutWorkspace"/>: symmetric
/// capacities between the eight neighbors of a pixel, and bit planes of those that are above 0. Immutable; 33 bytes per
/// pixel, shared by all cuts of the image.
/// </summary>
internal sealed class GridGraph
{
    /// <summary>
    /// Number of directions, in row order: up-left, up, up-right, left, right, down-left, down,
    /// down-right. The opposite of d is 7 − d.
    /// </summary>
    public const int Directions = 8;

    /// <summary>Nodes whose bits one vector holds.</summary>
    public const int ChunkNodes = 256;

    /// <summary>Lays out the terms.</summary>
    public GridGraph(PairwiseTerms terms)
    {
        // Rows begin at whole bytes of a bit plane and end with at least one unconnected node. Frames before and after them hold
        // the chunks above and below, and what those read beyond.
        (Width, Height, Stride) = (terms.Width, terms.Height, terms.Width / 8 * 8 + 8);
        First = Up(2 * Stride + 2 * ChunkNodes);
        Chunks = Up(Height * Stride) / ChunkNodes;
        Nodes = First + Chunks * ChunkNodes + First;
        Offsets = [-Stride - 1, -Stride, -Stride + 1, -1, 1, Stride - 1, Stride, Stride + 1];
        Capacities = new int[checked(Nodes * Directions)];
        Open = new byte[Nodes / 8 * Directions];
        for (var step = 0; step < PairwiseTerms.Steps.Length; step++) Connect(terms[step], PairwiseTerms.Steps[step]);
        FindOpen();

        static int Up(int nodes) => (nodes + ChunkNodes - 1) / ChunkNodes * ChunkNodes;
    }

    /// <summary>Width of the grid.</summary>
    public int Width { get; }

    /// <summary>Height of the grid.</summary>
    public int Height { get; }

    /// <summary>From a node to the one below it.</summary>
    public int Stride { get; }

    /// <summary>The node of the first pixel; the first of a chunk.</summary>
    public int First { get; }

    /// <summary>Chunks of nodes, from the first pixel's to the last pixel's.</summary>
    public int Chunks { get; }

    /// <summary>Number of nodes, with the frame.</summary>
    public int Nodes { get; }

    /// <summary>Length of a plane of one bit per node.</summary>
    public int PlaneBytes => Nodes / 8;

    /// <summary>Step from a node to its neighbor, per direction.</summary>
    public int[] Offsets { get; }

    /// <summary>Nodes × 8 capacities, 0 where there is no neighbor.</summary>
    public int[] Capacities { get; }

    /// <summary>8 planes: whether the capacity of a node in that direction is above 0.</summary>
    public byte[] Open { get; }

    /// <summary>The node of a pixel.</summary>
    public int Node(int x, int y) => First + y * Stride + x;

    // What lies beyond the edge has no cost, so nothing is written there but zeros.
    private void Connect(ReadOnlySpan<int> costs, (int X, int Y) step)
    {
        var offset = step.Y * Stride + step.X;
        var direction = Array.IndexOf(Offsets, offset);
        for (var y = 0; y < Height; y++)
        {
            var here = Node(0, y) * Directions + direction;
            var there = (Node(0, y) + offset) * Directions + (7 - direction);
            foreach (var cost in costs.Slice(y * Width, Width))
            {
                Capacities[here] = Capacities[there] = cost;
                (here, there) = (here + Directions, there + Directions);
            }
        }
    }

    /// <summary>Turns the capacities of eight nodes at a time into a byte for each plane.</summary>
    private void FindOpen()
    {
        for (var node = First; node < First + Height * Stride; node += 8)
        {
            ulong open = 0;
            for (var i = 0; i < 8; i++)
            {
                var capacities = Vector256.Create(Capacities, (node + i) * Directions);
                open |= (ulong)Vector256.GreaterThan(capacities, Vector256<int>.Zero).ExtractMostSignificantBits() << 8 * i;
            }

            open = Transpose(open);
            for (var direction = 0; direction < Directions; direction++)
                Open[direction * PlaneBytes + node / 8] = (byte)(open >> 8 * direction);
        }
    }

    /// <summary>Exchanges bit j of byte i with bit i of byte j, by blocks of 1, 2 and 4.</summary>
    private static ulong Transpose(ulong bits)
    {
        foreach (var (shift, mask) in (ReadOnlySpan<(int, ulong)>)
            [(7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0)])
        {
            var differing = (bits ^ bits >> shift) & mask;
            bits ^= differing ^ differing << shift;
        }

        return bits;
    }
}
