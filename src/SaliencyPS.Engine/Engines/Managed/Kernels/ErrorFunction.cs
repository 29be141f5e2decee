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
    /// erf of 16 numbers to within 2e-7, by the Chebyshev fit of e^(x²) · erfc(x) in 1 / (1 + |x|/2) (Press et
    /// al., Numerical Recipes, section 6.2).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        var size = Vector512.Abs(x);
        var t = Vector512<float>.One / Vector512.FusedMultiplyAdd(size, Vector512.Create(0.5f), Vector512<float>.One);
        var sum = Vector512.Create(0.17087277f);
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.82215223f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.48851587f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.13520398f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.27886807f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-0.18628806f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.09678418f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(0.37409196f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(1.00002368f));
        sum = Vector512.FusedMultiplyAdd(sum, t, Vector512.Create(-1.26551223f));
        var rest = t * Exponential.Of(Vector512.FusedMultiplyAdd(-size, size, sum));
        return Vector512.CopySign(Vector512<float>.One - rest, x);
    }
}
