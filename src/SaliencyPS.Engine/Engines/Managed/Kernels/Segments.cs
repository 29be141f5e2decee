namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Where the left side of a product lies in memory: equally long runs of elements side by side.</summary>
/// <param name="offsets">Where each run begins, in elements.</param>
/// <param name="count">Number of runs.</param>
/// <param name="length">Elements in a run.</param>
internal readonly unsafe struct Segments(nint* offsets, int count, int length)
{
    public readonly nint* Offsets = offsets;
    public readonly int Count = count, Length = length;
}
