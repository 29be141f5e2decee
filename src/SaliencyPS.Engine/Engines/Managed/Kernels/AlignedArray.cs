using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Zeroed elements that never move and begin on a 64-byte boundary, so that no vector load straddles two cache lines.
/// </summary>
internal sealed unsafe class AlignedArray<T> where T : unmanaged
{
    private const int Alignment = 64;

    /// <summary>Takes the memory.</summary>
    public AlignedArray(int length)
    {
        var padding = Alignment / sizeof(T);
        var array = GC.AllocateArray<T>(checked(length + padding), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array));
        var skipped = (int)(((start + Alignment - 1) & -Alignment) - start) / sizeof(T);
        Memory = array.AsMemory(skipped, length);
        Pointer = (T*)start + skipped;
    }

    /// <summary>All elements.</summary>
    public Memory<T> Memory { get; }

    /// <summary>The first element; valid as long as this object is referenced.</summary>
    public T* Pointer { get; }
}
