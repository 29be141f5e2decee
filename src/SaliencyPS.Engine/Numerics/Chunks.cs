namespace SaliencyPS.Numerics;

/// <summary>Cuts a run of elements or rows into work items that are worth starting. The cut never changes a result.</summary>
/// <param name="Length">What is cut.</param>
/// <param name="Size">Length of an item; the last one may be shorter.</param>
internal readonly record struct Chunks(int Length, int Size)
{
    // 64 KB of floats: long enough to start a thread for, short enough for the second-level cache. Whole words of a bit mask.
    private const int Elements = 1 << 14;

    /// <summary>Elements of one sample.</summary>
    public static Chunks OfElements(int length) => new(length, Elements);

    /// <summary>Rows of so many blocks of 16 channels.</summary>
    public static Chunks OfRows(int rows, int width) => new(rows, Math.Max(1, Elements / 16 / width));

    /// <summary>Number of items.</summary>
    public int Count => (Length + Size - 1) / Size;

    /// <summary>Where an item begins.</summary>
    public int Start(int item) => item * Size;

    /// <summary>Where an item ends.</summary>
    public int End(int item) => Math.Min(Length, (item + 1) * Size);
}
