using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// The exponential function of 16 numbers, the same bytes on every machine (the runtime's own may fuse or not).
/// </summary>
internal static class Exponential
{
    // e^x overflows beyond; below −87 it leaves the normal numbers.
    private const float Largest = 88, Smallest = -87;

    /// <summary>e^x for x clamped to −87 … 88, to within about 2 units in the last place; not a number stays so.</summary>
    /// <remarks>
    /// x = n · ln 2 + r with an integer n; e^r by its Taylor series up to r⁷ (|r| ≤ 0.347: remainder below 10⁻⁸); 2ⁿ by adding n
    /// to the exponent. Adding 1.5 · 2²³ rounds to an integer, which then stands in the lowest bits.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        const float Rounder = 12582912, Ln2High = 0.693145751953125f, Ln2Low = 1.428606765330187e-6f;
        Vector512<float> high = Vector512.Create(Largest), low = Vector512.Create(Smallest), rounder = Vector512.Create(Rounder);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, high), high, x);
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, low), low, x);
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), rounder);
        var n = rounded - rounder;
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        var sum = Vector512.Create(1 / 5040f);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 720f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 120f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 24f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1 / 6f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        return (sum.AsInt32() + (rounded.AsInt32() << 23)).AsSingle();
    }
}
