using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(alpha · x + beta, 0), 1); PyTorch's alpha of 1/6 by default (ONNX files state theirs).</summary>
public sealed class HardSigmoid(float alpha = 1 / 6f, float beta = 0.5f) : SmoothActivation<HardSigmoid.Function>(new Function(alpha, beta))
{
    /// <summary>The clamped line; its derivative is alpha strictly inside, 0 elsewhere.</summary>
    public readonly struct Function(float alpha, float beta) : IActivationFunction
    {
        /// <inheritdoc/>
        public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Clamp(Line(x), T.Zero, T.One);

        /// <inheritdoc/>
        public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
            Line(x) > T.Zero && Line(x) < T.One ? T.CreateChecked(alpha) : T.Zero;

        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
        {
            Vector512<float> zero = Vector512<float>.Zero, one = Vector512<float>.One, line = Vector512.Create(alpha) * x + Vector512.Create(beta);
            var inside = Vector512.GreaterThan(line, zero) & Vector512.LessThan(line, one);
            var value = Vector512.ConditionalSelect(Vector512.LessThan(line, zero), zero, Vector512.ConditionalSelect(Vector512.GreaterThan(line, one), one, line));
            return (value, inside & Vector512.Create(alpha));
        }

        private T Line<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(alpha) * x + T.CreateChecked(beta);
    }
}
