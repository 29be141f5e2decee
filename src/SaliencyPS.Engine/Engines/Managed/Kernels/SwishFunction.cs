using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x · σ(βx) and its derivative σ(βx) + βx · σ(βx) · (1 − σ(βx)).</summary>
internal readonly struct SwishFunction(float beta) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * Gate(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Gate(x) * (T.One + T.CreateChecked(beta) * x * (T.One - Gate(x)));

    private T Gate<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-T.CreateChecked(beta) * x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        Vector512<float> one = Vector512<float>.One, scaled = Vector512.Create(beta) * x;
        var gate = one / (one + Exponential.Of(-scaled));
        return (x * gate, gate * Vector512.FusedMultiplyAdd(scaled, one - gate, one));
    }
}
