using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))), which is x · σ(2√(2/π) · (x + 0.044715 · x³)), and its derivative.
/// </summary>
internal readonly struct TanhGeluFunction : IActivationFunction
{
    private const double Factor = 1.5957691216057308, Cubic = 0.044715; // 2√(2/π)

    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * Gate(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Gate(x) + x * Gate(x) * (T.One - Gate(x)) * T.CreateChecked(Factor) * (T.One + T.CreateChecked(3 * Cubic) * x * x);

    private static T Gate<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        T.One / (T.One + T.Exp(-T.CreateChecked(Factor) * (x + T.CreateChecked(Cubic) * x * x * x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        Vector512<float> one = Vector512<float>.One, square = x * x, factor = Vector512.Create((float)Factor);
        var gate = one
            / (one + Exponential.Of(-factor * x * Vector512.FusedMultiplyAdd(square, Vector512.Create((float)Cubic), one)));
        var inner = factor * Vector512.FusedMultiplyAdd(square, Vector512.Create((float)(3 * Cubic)), one);
        return (x * gate, Vector512.FusedMultiplyAdd(x * gate * (one - gate), inner, gate));
    }
}
