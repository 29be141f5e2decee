using System.Runtime.Intrinsics;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>128 bits.</summary>
internal readonly record struct Fma128(Vector128<float> Value) : IFmaVector<Fma128>
{
    public static int Lanes => Vector128<float>.Count;

    public static Fma128 Create(float value) => new(Vector128.Create(value));

    public static Fma128 MultiplyAdd(Fma128 a, Fma128 b, Fma128 c) =>
        new(Vector128.MultiplyAddEstimate(a.Value, b.Value, c.Value));

    public static float Sum(Fma128 a) => Vector128.Sum(a.Value);
}
