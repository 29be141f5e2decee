using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Products whose left side and result are row-major matrices.</summary>
internal static unsafe class RowProduct
{
    // Rows of the left side stay in the second-level cache while all columns are computed from them.
    private const int StripBytes = 192 * 1024;

    /// <summary>C = A · B + start, on all threads.</summary>
    /// <param name="a">Rows × depth.</param>
    /// <param name="b">The right side.</param>
    /// <param name="c">Rows × columns.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="parallel">The threads.</param>
    public static void Run(Memory<float> a, PackedWeights b, Memory<float> c, int rows, Parallelism parallel)
    {
        var (depth, tiles) = (b.Columns.Depth, (rows + ProductKernel.Rows - 1) / ProductKernel.Rows);
        var strips = Math.Min(tiles, 1 + (int)((long)rows * depth * sizeof(float) / StripBytes));
        var shares = WorkShares.Count(strips, 1, parallel.Threads);
        // The smaller side is the one that every share reads again.
        var splits = 1;
        if (b.Bytes > (long)rows * depth * sizeof(float) || shares > tiles)
            splits = Math.Min((shares + strips - 1) / strips, b.Groups);
        else strips = shares;
        parallel.For(strips * splits, item =>
        {
            var (split, strip) = Math.DivRem(item, strips);
            var (first, last) = (WorkShares.Start(strip, strips, tiles) * ProductKernel.Rows,
                Math.Min(rows, WorkShares.Start(strip + 1, strips, tiles) * ProductKernel.Rows));
            using var left = a.Pin();
            using var result = c.Pin();
            var columns = b.Columns;
            Run((float*)left.Pointer + (nint)first * depth, depth, last - first, columns,
                (float*)result.Pointer + (nint)first * columns.Columns, columns.Columns,
                WorkShares.Start(split, splits, b.Groups), WorkShares.Start(split + 1, splits, b.Groups));
        });
    }

    /// <summary>C = A · B + start.</summary>
    /// <param name="a">First element of A.</param>
    /// <param name="step">Elements from one row of A to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="b">The right side.</param>
    /// <param name="c">First element of C.</param>
    /// <param name="resultStep">Elements from one row of C to the next.</param>
    public static void Run(float* a, nint step, int rows, PackedColumns b, float* c, nint resultStep) =>
        Run(a, step, rows, b, c, resultStep, 0, b.Groups);

    private static void Run(float* a, nint step, int rows, PackedColumns b, float* c, nint resultStep, int firstGroup,
        int lastGroup)
    {
        nint offset = 0;
        var depth = new Segments(&offset, 1, b.Depth);
        // The kernel writes whole blocks; those that reach beyond the last column are written here first.
        var beside = stackalloc float[ProductKernel.Rows * PackedColumns.GroupColumns];
        for (var group = firstGroup; group < lastGroup; group++)
        {
            var wide = b.IsWide(group);
            var (first, width) = (group * PackedColumns.GroupColumns, wide ? 32 : 16);
            var count = Math.Min(width, b.Columns - first);
            var next = b.Weights(Math.Min(group + 1, lastGroup - 1));
            if (count == width)
            {
                ProductKernel.Run(rows, wide, a, depth, step, b.Weights(group), c + first, resultStep, 16, b.Start(group),
                    next);
                continue;
            }

            for (var from = 0; from < rows; from += ProductKernel.Rows)
            {
                var part = Math.Min(ProductKernel.Rows, rows - from);
                ProductKernel.Run(part, wide, a + from * step, depth, step, b.Weights(group), beside, width, 16, b.Start(group),
                    next);
                for (var row = 0; row < part; row++)
                    new ReadOnlySpan<float>(beside + row * width, count)
                        .CopyTo(new(c + (from + row) * resultStep + first, count));
            }
        }
    }
}
