using System.Runtime.Intrinsics;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>256 bits.</summary>
internal readonly record struct Fma256(Vector256<float> Value) : IFmaVector<Fma256>
{
    public static int Lanes => Vector256<float>.Count;

    public static Fma256 Create(float value) => new(Vector256.Create(value));

    public static Fma256 MultiplyAdd(Fma256 a, Fma256 b, Fma256 c) =>
        new(Vector256.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static float Sum(Fma256 a) => Vector256.Sum(a.Value);
}
