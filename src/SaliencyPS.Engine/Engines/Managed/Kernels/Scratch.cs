using System.Buffers;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Memory for the length of one work item, from the shared pool; it begins at a cache line and does not move.</summary>
internal readonly unsafe struct Scratch : IDisposable
{
    private const int Alignment = 64;

    private readonly float[] _array;
    private readonly MemoryHandle _handle;

    /// <summary>Takes memory; what is in it is undefined.</summary>
    /// <param name="length">Elements.</param>
    public Scratch(int length)
    {
        _array = ArrayPool<float>.Shared.Rent(checked(length + Alignment / sizeof(float)));
        _handle = _array.AsMemory().Pin();
        Pointer = (float*)(((nint)_handle.Pointer + Alignment - 1) & -Alignment);
    }

    /// <summary>The first element.</summary>
    public float* Pointer { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        ArrayPool<float>.Shared.Return(_array);
    }
}
