using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>tanh x and its derivative 1 − tanh² x.</summary>
internal readonly struct TanhFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Tanh(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.One - T.Tanh(x) * T.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        // 1 − 2 / (e²ˣ + 1)
        var value = Vector512<float>.One - Vector512.Create(2f) / (Exponential.Of(x + x) + Vector512<float>.One);
        return (value, Vector512<float>.One - value * value);
    }
}
