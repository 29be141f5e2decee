using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>x · min(max(x + 3, 0), 6) / 6 and its derivative: 0 up to −3, (2x + 3)/6 inside, 1 from 3 on.</summary>
internal readonly struct HardSwishFunction : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => x * T.Clamp(x + N<T>(3), T.Zero, N<T>(6)) / N<T>(6);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        x <= N<T>(-3) ? T.Zero : x >= N<T>(3) ? T.One : (x + x + N<T>(3)) / N<T>(6);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        Vector512<float> zero = Vector512<float>.Zero, three = Vector512.Create(3f), six = Vector512.Create(6f);
        var gate = x + three;
        gate = Vector512.ConditionalSelect(Vector512.LessThan(gate, zero), zero, gate);
        gate = Vector512.ConditionalSelect(Vector512.GreaterThan(gate, six), six, gate);
        var slope = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, three),
            Vector512<float>.One, (x + x + three) / six);
        return (x * gate / six, Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x, -three), zero, slope));
    }

    private static T N<T>(int value) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(value);
}
