using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Parametrization;

/// <summary>
/// Products of two dense matrices that are used once; a network's weights have kernels of their own, packed for reuse.
/// </summary>
internal static class MatrixProduct
{
    private const int RowsPerItem = 4;

    /// <summary>
    /// result (rows × columns) = left (rows × inner) · right (inner × columns), row by row. Every sum runs
    /// from the first inner index to the last.
    /// </summary>
    public static void Compute(
        ReadOnlyMemory<float> left, ReadOnlyMemory<float> right, Memory<float> result, int rows, int inner,
        int columns, Parallelism parallel) =>
        parallel.For((rows + RowsPerItem - 1) / RowsPerItem, item =>
        {
            var first = item * RowsPerItem;
            if (first + RowsPerItem <= rows)
                FourRows(left.Span[(first * inner)..], right.Span, result.Span[(first * columns)..], inner, columns);
            else
                for (var row = first; row < rows; row++)
                    OneRow(left.Span.Slice(row * inner, inner), right.Span, result.Span.Slice(row * columns, columns), 0);
        });

    // Four rows by two vectors stay in registers; what is left of the columns goes one row at a time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, int inner, int columns)
    {
        var width = Vector<float>.Count;
        ref var matrix = ref MemoryMarshal.GetReference(right);
        var x = 0;
        for (; x + 2 * width <= columns; x += 2 * width)
        {
            Vector<float> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default,
                c1 = default, d0 = default, d1 = default;
            for (var k = 0; k < inner; k++)
            {
                var r0 = Vector.LoadUnsafe(ref matrix, (nuint)(k * columns + x));
                var r1 = Vector.LoadUnsafe(ref matrix, (nuint)(k * columns + x + width));
                var (a, b) = (new Vector<float>(left[k]), new Vector<float>(left[inner + k]));
                var (c, d) = (new Vector<float>(left[2 * inner + k]), new Vector<float>(left[3 * inner + k]));
                (a0, a1, b0, b1) = (a0 + a * r0, a1 + a * r1, b0 + b * r0, b1 + b * r1);
                (c0, c1, d0, d1) = (c0 + c * r0, c1 + c * r1, d0 + d * r0, d1 + d * r1);
            }

            Store(a0, a1, result[x..]);
            Store(b0, b1, result[(columns + x)..]);
            Store(c0, c1, result[(2 * columns + x)..]);
            Store(d0, d1, result[(3 * columns + x)..]);
        }

        for (var row = 0; row < RowsPerItem; row++)
            OneRow(left.Slice(row * inner, inner), right, result.Slice(row * columns, columns), x);
    }

    private static void Store(Vector<float> first, Vector<float> second, Span<float> target)
    {
        first.CopyTo(target);
        second.CopyTo(target[Vector<float>.Count..]);
    }

    private static void OneRow(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> result, int from)
    {
        var columns = result.Length;
        result[from..].Clear();
        for (var k = 0; k < left.Length; k++)
        {
            var factor = left[k];
            var row = right.Slice(k * columns, columns);
            for (var x = from; x < columns; x++) result[x] += factor * row[x];
        }
    }
}
