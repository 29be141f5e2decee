namespace SaliencyPS.Threads;

/// <summary>Cuts a run of elements or rows into work items that are worth starting. The cut never changes a result.</summary>
/// <param name="Length">What is cut.</param>
/// <param name="Size">Length of an item; the last one may be shorter.</param>
internal readonly record struct Chunks(int Length, int Size)
{
    /// <summary>Elements of one sample, cut at whole words of a bit mask: 128 KB of floats take about two microseconds.</summary>
    public static Chunks OfElements(int length) => Even(length, 1 << 15, 64);

    /// <summary>Rows of blocks of 16 channels.</summary>
    public static Chunks OfRows(int rows, int width) => Even(rows, Math.Max(1, 2048 / width), 1);

    // Equal items of about this size.
    private static Chunks Even(int length, int size, int unit)
    {
        var items = Math.Max(1, (length + size - 1) / size);
        return new(length, Math.Max(1, ((length + items - 1) / items + unit - 1) / unit * unit));
    }

    /// <summary>Number of items.</summary>
    public int Count => (Length + Size - 1) / Size;

    /// <summary>Where an item begins.</summary>
    public int Start(int item) => item * Size;

    /// <summary>Where an item ends.</summary>
    public int End(int item) => Math.Min(Length, (item + 1) * Size);
}
