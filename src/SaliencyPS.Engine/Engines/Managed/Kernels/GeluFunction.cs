using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x · Φ(x) and its derivative Φ(x) + x · φ(x), with the normal distribution Φ and its density φ.</summary>
internal readonly struct GeluFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * Normal(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Normal(x) + x * T.Exp(-x * x / T.CreateChecked(2)) / T.CreateChecked(Math.Sqrt(2 * Math.PI));

    private static T Normal<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(0.5 * (1 + ErrorFunction.Of(double.CreateChecked(x) / Math.Sqrt(2))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        var (error, bell) = ErrorFunction.Of(x * Vector512.Create(0.707106781f));
        var normal = Vector512.FusedMultiplyAdd(error, Vector512.Create(0.5f), Vector512.Create(0.5f));
        return (x * normal, Vector512.FusedMultiplyAdd(x * Vector512.Create(0.398942280f), bell, normal));
    }
}
