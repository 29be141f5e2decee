using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Numerics;

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

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
        {
            var value = Vector512<float>.One / (Vector512<float>.One + Exponential.Of(-x));
            return (value, value * (Vector512<float>.One - value));
        }
    }
}
