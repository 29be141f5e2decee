using System.Runtime.Intrinsics;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>512 bits.</summary>
internal readonly record struct Fma512(Vector512<float> Value) : IFmaVector<Fma512>
{
    public static int Lanes => Vector512<float>.Count;

    public static Fma512 Create(float value) => new(Vector512.Create(value));

    public static Fma512 MultiplyAdd(Fma512 a, Fma512 b, Fma512 c) =>
        new(Vector512.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static float Sum(Fma512 a) => Vector512.Sum(a.Value);
}
