using System.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>1 / (1 + e⁻ˣ).</summary>
public sealed class Sigmoid() : SmoothActivation<Sigmoid.Function>(default)
{
    /// <summary>The logistic function and its derivative σ(1 − σ).</summary>
    public readonly struct Function : IActivationFunction
    {
        /// <inheritdoc/>
        public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.One / (T.One + T.Exp(-x));

        /// <inheritdoc/>
        public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> => Value(x) * (T.One - Value(x));
    }
}
