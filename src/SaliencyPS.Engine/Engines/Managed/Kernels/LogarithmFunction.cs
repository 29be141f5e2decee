using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>The natural logarithm and its derivative 1 / x.</summary>
internal readonly struct LogarithmFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Log(x);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.One / x;

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
