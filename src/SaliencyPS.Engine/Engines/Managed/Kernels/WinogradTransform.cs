using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Winograd's minimal filtering F(4×4, 3×3): 36 products instead of 144 for a tile of 4 × 4 results (Lavin &amp; Gray 2016,
/// section 4.1, with interpolation points 0, ±1, ±2, ∞). Sixteen channels are transformed at a time.
/// </summary>
internal static unsafe class WinogradTransform
{
    /// <summary>Side of a tile of results.</summary>
    public const int Output = 4;

    /// <summary>Side of the tile of input that it depends on.</summary>
    public const int Input = 6;

    /// <summary>Products per tile.</summary>
    public const int Points = Input * Input;

    private static readonly double[][] G =
    [
        [1 / 4d, 0, 0], [-1 / 6d, -1 / 6d, -1 / 6d], [-1 / 6d, 1 / 6d, -1 / 6d], [1 / 24d, 1 / 12d, 1 / 6d],
        [1 / 24d, -1 / 12d, 1 / 6d], [0, 0, 1],
    ];

    /// <summary>G g Gᵀ of one 3 × 3 kernel in double precision, the products in row order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Kernel(ReadOnlySpan<double> g, Span<double> result)
    {
        Span<double> half = stackalloc double[Input * 3];
        for (var i = 0; i < Input; i++)
            for (var x = 0; x < 3; x++) half[i * 3 + x] = G[i][0] * g[x] + G[i][1] * g[3 + x] + G[i][2] * g[6 + x];
        for (var i = 0; i < Input; i++)
            for (var j = 0; j < Input; j++)
                result[i * Input + j] = half[i * 3] * G[j][0] + half[i * 3 + 1] * G[j][1] + half[i * 3 + 2] * G[j][2];
    }

    /// <summary>Bᵀ d B of one 6 × 6 tile.</summary>
    /// <param name="d">36 vectors: the tile's rows are <paramref name="rowStep"/> elements apart, its columns 16.</param>
    /// <param name="rowStep">Elements from one row of the tile to the next.</param>
    /// <param name="v">Result: product p at p · <paramref name="pointStep"/>.</param>
    /// <param name="pointStep">Elements from one product to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile(float* d, nint rowStep, float* v, nint pointStep)
    {
        var half = stackalloc Vector512<float>[Points];
        for (var column = 0; column < Input; column++)
        {
            var p = d + column * 16;
            Rows(Vector512.Load(p), Vector512.Load(p + rowStep), Vector512.Load(p + 2 * rowStep), Vector512.Load(p + 3 * rowStep),
                Vector512.Load(p + 4 * rowStep), Vector512.Load(p + 5 * rowStep), (float*)(half + column), Input * 16);
        }

        for (var row = 0; row < Input; row++)
        {
            var h = half + row * Input;
            Rows(h[0], h[1], h[2], h[3], h[4], h[5], v + row * Input * pointStep, pointStep);
        }
    }

    /// <summary>Aᵀ m A: from the 36 sums of products of a tile to its 4 × 4 results.</summary>
    /// <param name="m">Product p at p · <paramref name="pointStep"/>.</param>
    /// <param name="pointStep">Elements from one product to the next.</param>
    /// <param name="bias">Added to every result.</param>
    /// <param name="y">Result: rows <paramref name="rowStep"/> elements apart, columns 16.</param>
    /// <param name="rowStep">Elements from one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Results(float* m, nint pointStep, Vector512<float> bias, float* y, nint rowStep)
    {
        var half = stackalloc Vector512<float>[Output * Input];
        for (var column = 0; column < Input; column++)
        {
            var p = m + column * pointStep;
            var step = Input * pointStep;
            Sums(Vector512.Load(p), Vector512.Load(p + step), Vector512.Load(p + 2 * step),
                Vector512.Load(p + 3 * step), Vector512.Load(p + 4 * step), Vector512.Load(p + 5 * step), Vector512<float>.Zero,
                (float*)(half + column), Input * 16);
        }

        for (var row = 0; row < Output; row++)
        {
            var h = half + row * Input;
            Sums(h[0], h[1], h[2], h[3], h[4], h[5], bias, y + row * rowStep, 16);
        }
    }

    // Bᵀ times one column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows(
        Vector512<float> d0, Vector512<float> d1, Vector512<float> d2, Vector512<float> d3, Vector512<float> d4,
        Vector512<float> d5, float* to, nint step)
    {
        var (odd, even) = (d3 - d1 * 4f, d4 - d2 * 4f);
        var (oddTwice, evenOnce) = ((d3 - d1) * 2f, d4 - d2);
        (d0 * 4f - d2 * 5f + d4).Store(to);
        (even + odd).Store(to + step);
        (even - odd).Store(to + 2 * step);
        (evenOnce + oddTwice).Store(to + 3 * step);
        (evenOnce - oddTwice).Store(to + 4 * step);
        (d1 * 4f - d3 * 5f + d5).Store(to + 5 * step);
    }

    // Aᵀ times one column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sums(
        Vector512<float> m0, Vector512<float> m1, Vector512<float> m2, Vector512<float> m3, Vector512<float> m4,
        Vector512<float> m5, Vector512<float> start, float* to, nint step)
    {
        var (near, nearApart, far, farApart) = (m1 + m2, m1 - m2, m3 + m4, m3 - m4);
        (m0 + near + far + start).Store(to);
        (nearApart + farApart * 2f + start).Store(to + step);
        (near + far * 4f + start).Store(to + 2 * step);
        (nearApart + farApart * 8f + m5 + start).Store(to + 3 * step);
    }
}
