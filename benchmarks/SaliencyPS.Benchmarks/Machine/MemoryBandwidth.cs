using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>Bytes per second to and from memory, over arrays far larger than any cache.</summary>
internal sealed unsafe class MemoryBandwidth : IDisposable
{
    private const nuint Alignment = 4096;
    private readonly nuint _bytes;
    private readonly byte* _source, _target;

    /// <summary>Takes two arrays of so many bytes.</summary>
    public MemoryBandwidth(long bytes)
    {
        _bytes = (nuint)bytes / Alignment * Alignment;
        _source = (byte*)NativeMemory.AlignedAlloc(_bytes, Alignment);
        _target = (byte*)NativeMemory.AlignedAlloc(_bytes, Alignment);
        // Touched, so that every page is there.
        NativeMemory.Fill(_source, _bytes, 1);
        NativeMemory.Fill(_target, _bytes, 2);
    }

    /// <summary>Bytes copied per second, counted once read and once written.</summary>
    public double Copy(int threads, int tries) =>
        2 * Best(threads, tries, (from, to, length) => Buffer.MemoryCopy(from, to, length, length));

    /// <summary>Bytes summed per second.</summary>
    public double Read(int threads, int tries) => Best(threads, tries, (from, _, length) => Sum(from, length));

    public void Dispose()
    {
        NativeMemory.AlignedFree(_source);
        NativeMemory.AlignedFree(_target);
    }

    private delegate void Work(byte* from, byte* to, long length);

    private double Best(int threads, int tries, Work work)
    {
        var part = (long)(_bytes / (nuint)threads / Alignment * Alignment);
        var best = Enumerable.Range(0, tries)
            .Min(_ => Together.Seconds(threads, i => work(_source + i * part, _target + i * part, part)));
        return part * threads / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Sum(byte* from, long length)
    {
        Vector<int> a = default, b = default, c = default, d = default;
        var size = Vector<byte>.Count;
        for (byte* at = from, end = from + length; at < end; at += 4 * size)
        {
            a += Unsafe.Read<Vector<int>>(at);
            b += Unsafe.Read<Vector<int>>(at + size);
            c += Unsafe.Read<Vector<int>>(at + 2 * size);
            d += Unsafe.Read<Vector<int>>(at + 3 * size);
        }

        return Vector.Sum(a + b + c + d);
    }
}
