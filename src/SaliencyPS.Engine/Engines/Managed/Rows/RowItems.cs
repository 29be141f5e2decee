using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>Cuts the rows of all samples into work items that are worth starting.</summary>
internal static class RowItems
{
    // Elements of an item: some microseconds of work.
    private const int Size = 1 << 13;

    /// <summary>What is done with rows first … last − 1 of a sample.</summary>
    public delegate void Body(int sample, int first, int last);

    /// <summary>
    /// The rows of a matrix outside of which all elements are 0, as in a gradient where only some tokens are read further on.
    /// </summary>
    public static (int First, int End) Filled(ReadOnlySpan<float> matrix, int columns)
    {
        var first = matrix.IndexOfAnyExcept(0f);
        return first < 0 ? (0, 0) : (first / columns, matrix.LastIndexOfAnyExcept(0f) / columns + 1);
    }

    /// <summary>Runs the body for all rows of all samples.</summary>
    /// <param name="batch">Samples.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="length">Elements of a row.</param>
    /// <param name="parallel">The threads.</param>
    /// <param name="body">What is done; items write disjoint results.</param>
    public static void Run(int batch, int rows, int length, Parallelism parallel, Body body)
    {
        var items = (int)Math.Clamp((long)rows * length / Size, 1, Math.Max(1, rows));
        parallel.For(batch * items, item =>
        {
            var (n, part) = Math.DivRem(item, items);
            body(n, WorkShares.Start(part, items, rows), WorkShares.Start(part + 1, items, rows));
        });
    }
}
