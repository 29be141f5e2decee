using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>The line alpha · x + beta, clamped to 0 … 1; its derivative is alpha strictly inside, 0 elsewhere.</summary>
internal readonly struct HardSigmoidFunction(float alpha, float beta) : IActivationFunction
{
    public T Value<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Clamp(Line(x), T.Zero, T.One);

    public T Slope<T>(T x) where T : IBinaryFloatingPointIeee754<T> =>
        Line(x) > T.Zero && Line(x) < T.One ? T.CreateChecked(alpha) : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (Vector512<float> Value, Vector512<float> Slope) Evaluate(Vector512<float> x)
    {
        Vector512<float> zero = Vector512<float>.Zero, one = Vector512<float>.One,
            line = Vector512.Create(alpha) * x + Vector512.Create(beta);
        var inside = Vector512.GreaterThan(line, zero) & Vector512.LessThan(line, one);
        var value = Vector512.ConditionalSelect(
            Vector512.LessThan(line, zero), zero, Vector512.ConditionalSelect(Vector512.GreaterThan(line, one), one, line));
        return (value, inside & Vector512.Create(alpha));
    }

    private T Line<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.CreateChecked(alpha) * x + T.CreateChecked(beta);
}
