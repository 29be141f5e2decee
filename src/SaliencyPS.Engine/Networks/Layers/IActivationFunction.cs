using System.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>A scalar function with its derivative; a struct, so that the layer's loop is compiled for it.</summary>
public interface IActivationFunction
{
    /// <summary>f(x).</summary>
    T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T>;

    /// <summary>f′(x).</summary>
    T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T>;
}
