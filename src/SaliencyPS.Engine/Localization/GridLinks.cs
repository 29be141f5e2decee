using System.Runtime.Intrinsics;
using SaliencyPS.Imaging;

namespace SaliencyPS.Localization;

/// <summary>
/// The edges between neighbouring pixels of an 8-neighbour grid: symmetric capacities that depend on the picture only, so that all
/// cuts of one picture share them. Immutable; 33 bytes per pixel.
/// </summary>
public sealed class GridLinks
{
    /// <summary>Largest capacity of one link; keeps every sum of the solver within 32 bits.</summary>
    public const int MaximumCapacity = 1 << 27;

    /// <summary>Number of directions, in row order: up-left, up, up-right, left, right, down-left, down, down-right. The opposite of d is 7 − d.</summary>
    internal const int Directions = 8;

    /// <summary>Nodes whose bits one vector holds.</summary>
    internal const int ChunkNodes = 256;

    private static readonly (int Direction, int X, int Y)[] AllForward = [(4, 1, 0), (6, 0, 1), (7, 1, 1), (5, -1, 1)];

    private GridLinks(int width, int height)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"A grid of {width}×{height} pixels has no area.");
        // Rows begin at whole bytes of a bit plane and end with at least one unconnected node. Frames before and after them hold the chunks
        // above and below, and what those read beyond.
        (Width, Height, Stride) = (width, height, width / 8 * 8 + 8);
        First = Up(2 * Stride + 2 * ChunkNodes);
        Chunks = Up(height * Stride) / ChunkNodes;
        Nodes = First + Chunks * ChunkNodes + First;
        Offsets = [-Stride - 1, -Stride, -Stride + 1, -1, 1, Stride - 1, Stride, Stride + 1];
        Capacities = new int[checked(Nodes * Directions)];
        Open = new byte[Nodes / 8 * Directions];

        static int Up(int nodes) => (nodes + ChunkNodes - 1) / ChunkNodes * ChunkNodes;
    }

    /// <summary>Links with given capacities.</summary>
    /// <param name="width">Width of the grid, at least 1.</param>
    /// <param name="height">Height of the grid, at least 1.</param>
    /// <param name="capacity">
    /// (x, y, dx, dy) → capacity, 0 … <see cref="MaximumCapacity"/>, of the link between (x, y) and (x + dx, y + dy); asked once per
    /// link, with (dx, dy) one of (1, 0), (0, 1), (1, 1), (−1, 1).
    /// </param>
    /// <exception cref="ArgumentException">A side below 1, or a capacity out of range.</exception>
    public GridLinks(int width, int height, Func<int, int, int, int, int> capacity) : this(width, height)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                if (x + 1 < width) Set(x, y, 4, capacity(x, y, 1, 0));
                if (y + 1 == height) continue;
                Set(x, y, 6, capacity(x, y, 0, 1));
                if (x + 1 < width) Set(x, y, 7, capacity(x, y, 1, 1));
                if (x > 0) Set(x, y, 5, capacity(x, y, -1, 1));
            }

        FindOpen();
    }

    /// <summary>Width of the grid.</summary>
    public int Width { get; }

    /// <summary>Height of the grid.</summary>
    public int Height { get; }

    /// <summary>From a node to the one below it.</summary>
    internal int Stride { get; }

    /// <summary>The node of the first pixel; the first of a chunk.</summary>
    internal int First { get; }

    /// <summary>Chunks of nodes, from the first pixel's to the last pixel's.</summary>
    internal int Chunks { get; }

    /// <summary>Number of nodes, with the frame.</summary>
    internal int Nodes { get; }

    /// <summary>Length of a plane of one bit per node.</summary>
    internal int PlaneBytes => Nodes / 8;

    /// <summary>Step from a node to its neighbour, per direction.</summary>
    internal int[] Offsets { get; }

    /// <summary>Nodes × 8 capacities, 0 where there is no neighbour.</summary>
    internal int[] Capacities { get; }

    /// <summary>8 planes: whether the capacity of a node in that direction is above 0.</summary>
    internal byte[] Open { get; }

    /// <summary>The directions from a pixel to its neighbours after it.</summary>
    internal static ReadOnlySpan<(int Direction, int X, int Y)> Forward(Connectivity connectivity) =>
        connectivity == Connectivity.Four ? AllForward.AsSpan(0, 2) : AllForward;

    /// <summary>Capacity of all links between pixels with different labels, given row-major.</summary>
    internal long CostOf(ReadOnlySpan<bool> labels)
    {
        long cost = 0;
        foreach (var (direction, dx, dy) in AllForward)
            for (var y = 0; y < Height - dy; y++)
                for (var x = Math.Max(0, -dx); x < Width - Math.Max(0, dx); x++)
                    if (labels[y * Width + x] != labels[(y + dy) * Width + x + dx]) cost += Capacities[Node(x, y) * Directions + direction];
        return cost;
    }

    /// <summary>The node of a pixel.</summary>
    internal int Node(int x, int y) => First + y * Stride + x;

    /// <summary>
    /// Contrast-sensitive links λ · exp(−β‖a − b‖²) / distance(a, b) with β = 1 / (2 · mean ‖a − b‖²) over all pairs of neighbours
    /// (Boykov &amp; Jolly 2001; β as in GrabCut, Rother et al. 2004). Colours are three 8-bit channels. A picture of one colour has β = 0.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="strength">λ in capacity units, 0 … <see cref="MaximumCapacity"/>.</param>
    /// <param name="connectivity">Which pixels are neighbours; those that are not have links without capacity.</param>
    public static GridLinks FromContrast(RgbImage picture, double strength, Connectivity connectivity = Connectivity.Eight)
    {
        var links = new GridLinks(picture.Width, picture.Height);
        var contrast = new ColourContrast(picture, connectivity);
        int[] straight = Table(strength, contrast.Beta), diagonal = Table(strength / Math.Sqrt(2), contrast.Beta);
        var squares = new int[picture.Width];
        foreach (var (direction, dx, dy) in Forward(connectivity))
            for (var y = 0; y < picture.Height - dy; y++)
            {
                var count = contrast.Row(y, dx, dy, squares);
                links.Set(links.Node(Math.Max(0, -dx), y), direction, squares.AsSpan(0, count), dx * dy == 0 ? straight : diagonal);
            }

        links.FindOpen();
        return links;
    }

    /// <summary>Capacities by squared difference of colours: exp is dear, and few differences are below the one from which nothing is left.</summary>
    private static int[] Table(double strength, double beta)
    {
        var table = new List<int>();
        for (var square = 0; square <= ColourContrast.MaximumSquare; square++)
        {
            table.Add((int)Math.Round(strength * Math.Exp(-beta * square)));
            if (table[^1] == 0 || beta == 0) break; // nothing is left, or there is no difference
        }

        return [.. table];
    }

    private void Set(int node, int direction, ReadOnlySpan<int> squares, int[] table)
    {
        var (here, there) = (node * Directions + direction, (node + Offsets[direction]) * Directions + (7 - direction));
        foreach (var square in squares)
        {
            Capacities[here] = Capacities[there] = table[Math.Min(square, table.Length - 1)];
            (here, there) = (here + Directions, there + Directions);
        }
    }

    private void Set(int x, int y, int direction, int capacity)
    {
        if (capacity is < 0 or > MaximumCapacity)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"A link's capacity lies between 0 and {MaximumCapacity}.");
        var node = Node(x, y);
        Capacities[node * Directions + direction] = Capacities[(node + Offsets[direction]) * Directions + (7 - direction)] = capacity;
    }

    /// <summary>Turns the capacities of eight nodes at a time into a byte for each plane.</summary>
    private void FindOpen()
    {
        for (var node = First; node < First + Height * Stride; node += 8)
        {
            ulong open = 0;
            for (var i = 0; i < 8; i++)
                open |= (ulong)Vector256.GreaterThan(Vector256.Create(Capacities, (node + i) * Directions), Vector256<int>.Zero).ExtractMostSignificantBits() << 8 * i;
            open = Transpose(open);
            for (var direction = 0; direction < Directions; direction++) Open[direction * PlaneBytes + node / 8] = (byte)(open >> 8 * direction);
        }
    }

    /// <summary>Exchanges bit j of byte i with bit i of byte j, by blocks of 1, 2 and 4.</summary>
    private static ulong Transpose(ulong bits)
    {
        foreach (var (shift, mask) in (ReadOnlySpan<(int, ulong)>)[(7, 0x00AA00AA00AA00AA), (14, 0x0000CCCC0000CCCC), (28, 0x00000000F0F0F0F0)])
        {
            var differing = (bits ^ bits >> shift) & mask;
            bits ^= differing ^ differing << shift;
        }

        return bits;
    }
}
