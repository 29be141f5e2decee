using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>The error function, exactly for definitions and fast for kernels.</summary>
internal static class ErrorFunction
{
    // Beyond, 1 − erf(x) is below the smallest difference of a double from 1.
    private const double Saturation = 6;

    /// <summary>
    /// erf(x) to about 1e-15: the series 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!! (Abramowitz and Stegun 7.1.6).
    /// </summary>
    public static double Of(double x)
    {
        if (!(Math.Abs(x) < Saturation)) return double.IsNaN(x) ? x : Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++) sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>
    /// erf of 16 numbers to within 3e-7, and e^(−x²), from which it is computed (Abramowitz and Stegun 7.1.26).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Value, Vector512<float> Bell) Of(Vector512<float> x)
    {
        var t = Vector512<float>.One
            / Vector512.FusedMultiplyAdd(Vector512.Abs(x), Vector512.Create(0.3275911f), Vector512<float>.One);
        var sum = Vector512.Create(1.061405429f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.453152027f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.421413741f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.284496736f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.254829592f));
        var bell = Exponential.Of(-x * x);
        return (Vector512.CopySign(Vector512.FusedMultiplyAdd(-sum * t, bell, Vector512<float>.One), x), bell);
    }
}
