using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>eˣ, which is its own derivative.</summary>
internal readonly struct ExponentialFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Exp(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Exp(x);

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
