using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Exchanges rows and columns of a matrix, in tiles that fill whole cache lines on both sides.</summary>
internal static unsafe class Transposition
{
    private const int Tile = 8, Line = 16;

    /// <summary>target[c, r] = source[r, c].</summary>
    /// <param name="source">First element of the matrix.</param>
    /// <param name="sourceStep">Elements from one row of the matrix to the next.</param>
    /// <param name="target">First element of the result; no part of the matrix.</param>
    /// <param name="targetStep">Elements from one row of the result to the next.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="columns">Columns of the matrix.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, nint sourceStep, float* target, nint targetStep, int rows, int columns)
    {
        var (wholeRows, wholeColumns) = Avx.IsSupported ? (rows / Tile * Tile, columns / Tile * Tile) : (0, 0);
        for (var line = 0; line < wholeRows; line += Line)
            for (var column = 0; column < wholeColumns; column += Tile)
                for (var row = line; row < Math.Min(line + Line, wholeRows); row += Tile)
                    Run(source + row * sourceStep + column, sourceStep, target + column * targetStep + row, targetStep);
        for (var row = 0; row < rows; row++)
            for (var column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
                target[column * targetStep + row] = source[row * sourceStep + column];
    }

    // Eight rows of eight: pairs of rows are interleaved, then pairs of pairs, then the halves are exchanged.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run(float* p, nint step, float* q, nint targetStep)
    {
        Vector256<float> r0 = Vector256.Load(p), r1 = Vector256.Load(p + step), r2 = Vector256.Load(p + 2 * step),
            r3 = Vector256.Load(p + 3 * step);
        p += 4 * step;
        Vector256<float> r4 = Vector256.Load(p), r5 = Vector256.Load(p + step), r6 = Vector256.Load(p + 2 * step),
            r7 = Vector256.Load(p + 3 * step);
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3),
            a3 = Avx.UnpackHigh(r2, r3), a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7),
            a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE), b2 = Avx.Shuffle(a1, a3, 0x44),
            b3 = Avx.Shuffle(a1, a3, 0xEE), b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE),
            b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);
        Avx.Permute2x128(b0, b4, 0x20).Store(q);
        Avx.Permute2x128(b1, b5, 0x20).Store(q + targetStep);
        Avx.Permute2x128(b2, b6, 0x20).Store(q + 2 * targetStep);
        Avx.Permute2x128(b3, b7, 0x20).Store(q + 3 * targetStep);
        q += 4 * targetStep;
        Avx.Permute2x128(b0, b4, 0x31).Store(q);
        Avx.Permute2x128(b1, b5, 0x31).Store(q + targetStep);
        Avx.Permute2x128(b2, b6, 0x31).Store(q + 2 * targetStep);
        Avx.Permute2x128(b3, b7, 0x31).Store(q + 3 * targetStep);
    }
}
