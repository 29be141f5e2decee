using System.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
public sealed class HardSwish() : SmoothActivation<HardSwish.Function>(default)
{
    /// <summary>The function and its derivative: 0 up to −3, (2x + 3)/6 inside, 1 from 3 on.</summary>
    public readonly struct Function : IActivationFunction
    {
        /// <inheritdoc/>
        public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * T.Clamp(x + N<T>(3), T.Zero, N<T>(6)) / N<T>(6);

        /// <inheritdoc/>
        public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
            x <= N<T>(-3) ? T.Zero : x >= N<T>(3) ? T.One : (x + x + N<T>(3)) / N<T>(6);

        private static T N<T>(int value) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(value);
    }
}
