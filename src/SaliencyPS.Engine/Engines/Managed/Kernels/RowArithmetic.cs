using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Elementwise arithmetic on rows of any length, where an operand may be one value for the whole row.</summary>
internal static unsafe class RowArithmetic
{
    /// <summary>y = a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(float* y, float* a, bool aRepeats, float* b, bool bRepeats, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            PartialVector.Store(y + i, Load(a, aRepeats, i, length) + Load(b, bRepeats, i, length), length - i);
    }

    /// <summary>y = a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(float* y, float* a, bool aRepeats, float* b, bool bRepeats, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            PartialVector.Store(y + i, Load(a, aRepeats, i, length) * Load(b, bRepeats, i, length), length - i);
    }

    /// <summary>y += a · b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct(float* y, float* a, float* b, bool bRepeats, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            PartialVector.Store(y + i, Vector512.FusedMultiplyAdd(PartialVector.Load(a + i, length - i),
                Load(b, bRepeats, i, length), PartialVector.Load(y + i, length - i)), length - i);
    }

    /// <summary>Σ a, in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Sum(float* a, nint length)
    {
        var sum = new WideSum();
        for (nint i = 0; i < length; i += 16) sum.Add(PartialVector.Load(a + i, length - i));
        return (float)sum.Total;
    }

    /// <summary>Σ a · b, in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(float* a, float* b, nint length)
    {
        var sum = new WideSum();
        for (nint i = 0; i < length; i += 16)
            sum.Add(PartialVector.Load(a + i, length - i) * PartialVector.Load(b + i, length - i));
        return (float)sum.Total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* source, bool repeats, nint at, nint length) =>
        repeats ? Vector512.Create(*source) : PartialVector.Load(source + at, length - at);
}
