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

    /// <summary>The largest of the first <paramref name="count"/> elements, at least 1; not a number if one is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Largest(float* source, nint count)
    {
        nint at = 0;
        var largest = source[0];
        if (count >= 16)
        {
            var lanes = Vector512.Load(source);
            for (at = 16; at <= count - 16; at += 16) lanes = Vector512.Max(lanes, Vector512.Load(source + at));
            var eight = Vector256.Max(lanes.GetLower(), lanes.GetUpper());
            var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
            largest = MathF.Max(MathF.Max(four[0], four[1]), MathF.Max(four[2], four[3]));
        }

        for (; at < count; at++) largest = MathF.Max(largest, source[at]);
        return largest;
    }

    /// <summary>Writes the first <paramref name="count"/> elements, at most 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector512<float> value, nint count)
    {
        if (count >= Vector512<float>.Count) value.Store(target);
        else StoreFew(target, value, count);
    }

    // Halves, as long as there are some: through memory, element by element, it would take longer than the work on them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> LoadFew(float* source, nint count) => count < 8
        ? Vector512.Create(LoadFew256(source, count), Vector256<float>.Zero)
        : Vector512.Create(Vector256.Load(source), LoadFew256(source + 8, count - 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadFew256(float* source, nint count) => count < 4
        ? Vector256.Create(LoadFew128(source, count), Vector128<float>.Zero)
        : Vector256.Create(Vector128.Load(source), LoadFew128(source + 4, count - 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LoadFew128(float* source, nint count) => count switch
    {
        <= 0 => Vector128<float>.Zero,
        1 => Vector128.CreateScalar(source[0]),
        2 => Vector128.Create(source[0], source[1], 0, 0),
        _ => Vector128.Create(source[0], source[1], source[2], 0),
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFew(float* target, Vector512<float> value, nint count)
    {
        var eight = value.GetLower();
        if ((count & 8) != 0)
        {
            eight.Store(target);
            target += 8;
            eight = value.GetUpper();
        }

        var four = eight.GetLower();
        if ((count & 4) != 0)
        {
            four.Store(target);
            target += 4;
            four = eight.GetUpper();
        }

        if ((count & 3) > 0) target[0] = four[0];
        if ((count & 3) > 1) target[1] = four[1];
        if ((count & 3) > 2) target[2] = four[2];
    }
}
