using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Four 128-bit registers (Arm: 6 × 16 fills 24 of 32; any other machine runs it too, the runtime emulates what is missing).
/// </summary>
internal readonly unsafe struct Lanes128(Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3)
    : ILanes<Lanes128>
{
    private readonly Vector128<float> _v0 = v0, _v1 = v1, _v2 = v2, _v3 = v3;

    public static bool IsSupported => true;

    public static int Rows => 6;

    public static int Width => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Lanes128 value)
    {
        value._v0.Store(target);
        value._v1.Store(target + 4);
        value._v2.Store(target + 8);
        value._v3.Store(target + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(float factor, Lanes128 b, Lanes128 c)
    {
        var a = Vector128.Create(factor);
        return new(Vector128.FusedMultiplyAdd(a, b._v0, c._v0), Vector128.FusedMultiplyAdd(a, b._v1, c._v1),
            Vector128.FusedMultiplyAdd(a, b._v2, c._v2), Vector128.FusedMultiplyAdd(a, b._v3, c._v3));
    }

    public static void Prefetch(float* source)
    {
    }
}
