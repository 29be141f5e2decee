using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Sixteen floats of which only the first few lie in memory: the end of a row.</summary>
internal static unsafe class PartialVector
{
    /// <summary>The first <paramref name="count"/> elements, at most 16, and zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* source, nint count) =>
        count >= Vector512<float>.Count ? Vector512.Load(source) : LoadFew(source, count);

    /// <summary>Writes the first <paramref name="count"/> elements, at most 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> value, nint count)
    {
        if (count >= Vector512<float>.Count) value.Store(target);
        else StoreFew(target, value, count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadFew(float* source, nint count)
    {
        Vector512<float> value = default;
        for (nint i = 0; i < count; i++) ((float*)&value)[i] = source[i];
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFew(float* target, Vector512<float> value, nint count)
    {
        for (nint i = 0; i < count; i++) target[i] = ((float*)&value)[i];
    }
}
