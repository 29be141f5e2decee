using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>scale · x above 0, scale · alpha · (e^(x / width) − 1) below, and its derivative.</summary>
internal readonly struct EluFunction(float alpha, float scale, float width) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(scale) * (x > T.Zero ? x : T.CreateChecked(alpha) * T.ExpM1(x / T.CreateChecked(width)));

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        T.CreateChecked(scale)
            * (x > T.Zero ? T.One : T.CreateChecked(alpha) * T.Exp(x / T.CreateChecked(width)) / T.CreateChecked(width));

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
