using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Numerics;

/// <summary>6 × 8 in 128-bit registers (Arm, or any machine at all: the runtime emulates what is missing).</summary>
internal readonly unsafe struct Kernel128 : IMicroKernel
{
    public static int Rows => 6;

    public static int Columns => 8;

    public static bool IsSupported => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, int depth, float* c, nint stride, float* bias)
    {
        var r0 = Pair.Start(c, stride, bias, 0);
        var r1 = Pair.Start(c, stride, bias, 1);
        var r2 = Pair.Start(c, stride, bias, 2);
        var r3 = Pair.Start(c, stride, bias, 3);
        var r4 = Pair.Start(c, stride, bias, 4);
        var r5 = Pair.Start(c, stride, bias, 5);
        for (var k = 0; k < depth; k++, a += 6, b += 8)
        {
            Vector128<float> left = Vector128.Load(b), right = Vector128.Load(b + 4);
            r0 = r0.Add(a[0], left, right);
            r1 = r1.Add(a[1], left, right);
            r2 = r2.Add(a[2], left, right);
            r3 = r3.Add(a[3], left, right);
            r4 = r4.Add(a[4], left, right);
            r5 = r5.Add(a[5], left, right);
        }

        r0.Store(c, stride, 0);
        r1.Store(c, stride, 1);
        r2.Store(c, stride, 2);
        r3.Store(c, stride, 3);
        r4.Store(c, stride, 4);
        r5.Store(c, stride, 5);
    }

    // One row of the block: two vectors side by side.
    private readonly struct Pair(Vector128<float> left, Vector128<float> right)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Start(float* c, nint stride, float* bias, int row) => bias == null
            ? new(Vector128.Load(c + row * stride), Vector128.Load(c + row * stride + 4))
            : new(Vector128.Create(bias[row]), Vector128.Create(bias[row]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Add(float factor, Vector128<float> b0, Vector128<float> b1)
        {
            var a = Vector128.Create(factor);
            return new(Vector128.FusedMultiplyAdd(a, b0, left), Vector128.FusedMultiplyAdd(a, b1, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* c, nint stride, int row)
        {
            left.Store(c + row * stride);
            right.Store(c + row * stride + 4);
        }
    }
}
