using System.Numerics;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>A scalar function with its derivative; a struct, so that the layer's loop is compiled for it.</summary>
internal interface IActivationFunction
{
    /// <summary>f(x).</summary>
    T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T>;

    /// <summary>f′(x).</summary>
    T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T>;

    /// <summary>f and f′ of 16 numbers, the same bytes on every machine.</summary>
    (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x);
}
