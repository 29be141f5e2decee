using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x to a constant power and its derivative.</summary>
internal readonly struct PowerFunction(float exponent) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => Raise(x, exponent);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(exponent) * Raise(x, exponent - 1);

    // Squares, roots and reciprocals as what they are, because a power of a negative number is none.
    private static T Raise<T>(T x, float exponent) where T : IBinaryFloatingPointIeee754<T> => exponent switch
    {
        0 => T.One,
        1 => x,
        2 => x * x,
        3 => x * x * x,
        0.5f => T.Sqrt(x),
        -0.5f => T.One / T.Sqrt(x),
        -1 => T.One / x,
        -2 => T.One / (x * x),
        _ => T.Pow(x, T.CreateChecked(exponent)),
    };

    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x) => LaneByLane.Evaluate(this, x);
}
