using SaliencyPS.Imaging;

namespace SaliencyPS.Localization;

/// <summary>
/// The edges between neighbouring pixels of an 8-neighbour grid: symmetric capacities that depend on the picture only, so that all
/// cuts of one picture share them. Immutable; 32 bytes per pixel.
/// </summary>
public sealed class GridLinks
{
    /// <summary>Largest capacity of one link; keeps every sum of the solver within 32 bits.</summary>
    public const int MaximumCapacity = 1 << 27;

    /// <summary>Number of directions: right, left, down, up, down-right, up-left, down-left, up-right. Direction d ^ 1 is the opposite of d.</summary>
    internal const int Directions = 8;

    private GridLinks(int width, int height)
    {
        if (width < 1 || height < 1) throw new ArgumentException($"A grid of {width}×{height} pixels has no area.");
        (Width, Height, Stride) = (width, height, width + 2);
        Offsets = [1, -1, Stride, -Stride, Stride + 1, -Stride - 1, Stride - 1, -Stride + 1];
        Capacities = new int[checked((height + 2) * Stride * Directions)];
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
                if (x + 1 < width) Set(x, y, 0, capacity(x, y, 1, 0));
                if (y + 1 == height) continue;
                Set(x, y, 2, capacity(x, y, 0, 1));
                if (x + 1 < width) Set(x, y, 4, capacity(x, y, 1, 1));
                if (x > 0) Set(x, y, 6, capacity(x, y, -1, 1));
            }
    }

    /// <summary>Width of the grid.</summary>
    public int Width { get; }

    /// <summary>Height of the grid.</summary>
    public int Height { get; }

    /// <summary>Nodes per row: a frame of unconnected nodes around the grid spares the solver every check for the border.</summary>
    internal int Stride { get; }

    /// <summary>Step from a node to its neighbour, per direction.</summary>
    internal int[] Offsets { get; }

    /// <summary>(height + 2) × (width + 2) × 8 capacities, 0 where there is no neighbour.</summary>
    internal int[] Capacities { get; }

    /// <summary>
    /// Contrast-sensitive links λ · exp(−β‖a − b‖²) / distance(a, b) with β = 1 / (2 · mean ‖a − b‖²) over all pairs of neighbours
    /// (Boykov &amp; Jolly 2001; β as in GrabCut, Rother et al. 2004). Colours are 8-bit R, G, B. A picture of one colour has β = 0.
    /// </summary>
    /// <param name="picture">The picture.</param>
    /// <param name="strength">λ in capacity units, 0 … <see cref="MaximumCapacity"/>.</param>
    public static GridLinks FromContrast(RgbImage picture, double strength)
    {
        var beta = Beta(picture);
        var diagonal = strength / Math.Sqrt(2);
        return new GridLinks(picture.Width, picture.Height, (x, y, dx, dy) =>
            (int)Math.Round((dx * dy == 0 ? strength : diagonal) * Math.Exp(-beta * Distance(picture, x, y, dx, dy))));
    }

    private static double Beta(RgbImage picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        long sum = 0, pairs = (width - 1L) * height + width * (height - 1L) + 2 * (width - 1L) * (height - 1L);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                if (x + 1 < width) sum += Distance(picture, x, y, 1, 0);
                if (y + 1 == height) continue;
                sum += Distance(picture, x, y, 0, 1);
                if (x + 1 < width) sum += Distance(picture, x, y, 1, 1);
                if (x > 0) sum += Distance(picture, x, y, -1, 1);
            }

        return sum == 0 ? 0 : pairs / (2.0 * sum);
    }

    private static int Distance(RgbImage picture, int x, int y, int dx, int dy)
    {
        var pixels = picture.Pixels;
        var a = (y * picture.Width + x) * 3;
        var b = a + (dy * picture.Width + dx) * 3;
        int red = pixels[a] - pixels[b], green = pixels[a + 1] - pixels[b + 1], blue = pixels[a + 2] - pixels[b + 2];
        return red * red + green * green + blue * blue;
    }

    private void Set(int x, int y, int direction, int capacity)
    {
        if (capacity is < 0 or > MaximumCapacity)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"A link's capacity lies between 0 and {MaximumCapacity}.");
        var node = (y + 1) * Stride + x + 1;
        Capacities[node * Directions + direction] = capacity;
        Capacities[(node + Offsets[direction]) * Directions + (direction ^ 1)] = capacity;
    }
}
