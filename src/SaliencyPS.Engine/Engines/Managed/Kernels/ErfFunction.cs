using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>The error function and its derivative 2/√π · e^(−x²).</summary>
internal readonly struct ErfFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(ErrorFunction.Of(double.CreateChecked(x)));

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(2 / Math.Sqrt(Math.PI)) * T.Exp(-x * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        var (value, bell) = ErrorFunction.Of(x);
        return (value, Vector512.Create(1.12837917f) * bell);
    }
}
