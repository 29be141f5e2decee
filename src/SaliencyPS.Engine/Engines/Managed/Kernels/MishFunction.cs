using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x · tanh(ln(1 + eˣ)) and its derivative.</summary>
internal readonly struct MishFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * Gate(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Gate(x) + x * (T.One - Gate(x) * Gate(x)) * default(SigmoidFunction).Value(x);

    private static T Gate<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Tanh(default(SoftplusFunction).Value(x));

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
