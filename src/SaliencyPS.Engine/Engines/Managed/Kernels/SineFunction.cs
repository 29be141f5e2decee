using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>sin(x + phase) and its derivative cos(x + phase).</summary>
internal readonly struct SineFunction(float phase) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Sin(x + T.CreateChecked(phase));

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Cos(x + T.CreateChecked(phase));

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
