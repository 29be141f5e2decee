using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>The logistic function 1 / (1 + e⁻ˣ) and its derivative σ(1 − σ).</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => Value(x) * (T.One - Value(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        var value = Vector512<float>.One / (Vector512<float>.One + Exponential.Of(-x));
        return (value, value * (Vector512<float>.One - value));
    }
}
