using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x rounded to whole steps within a range; the derivative counts as 1 inside the range and 0 outside.</summary>
internal readonly struct QuantizeFunction(float step, int minimum, int maximum) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(step) * T.Clamp(Steps(x), T.CreateChecked(minimum), T.CreateChecked(maximum));

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Steps(x) >= T.CreateChecked(minimum) && Steps(x) <= T.CreateChecked(maximum) ? T.One : T.Zero;

    private T Steps<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => T.Round(x / T.CreateChecked(step), MidpointRounding.ToEven);

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
