using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Numerics;

/// <summary>6 × 16 in 12 of the 16 256-bit registers (AVX2 with FMA).</summary>
internal readonly unsafe struct Kernel256 : IMicroKernel
{
    public static int Rows => 6;

    public static int Columns => 16;

    public static bool IsSupported => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, int depth, float* c, nint stride, float* bias)
    {
        var r0 = Pair.Start(c, stride, bias, 0);
        var r1 = Pair.Start(c, stride, bias, 1);
        var r2 = Pair.Start(c, stride, bias, 2);
        var r3 = Pair.Start(c, stride, bias, 3);
        var r4 = Pair.Start(c, stride, bias, 4);
        var r5 = Pair.Start(c, stride, bias, 5);
        for (var k = 0; k < depth; k++, a += 6, b += 16)
        {
            Vector256<float> left = Vector256.Load(b), right = Vector256.Load(b + 8);
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
    private readonly struct Pair(Vector256<float> left, Vector256<float> right)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Start(float* c, nint stride, float* bias, int row) => bias == null
            ? new(Vector256.Load(c + row * stride), Vector256.Load(c + row * stride + 8))
            : new(Vector256.Create(bias[row]), Vector256.Create(bias[row]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Add(float factor, Vector256<float> b0, Vector256<float> b1)
        {
            var a = Vector256.Create(factor);
            return new(Vector256.FusedMultiplyAdd(a, b0, left), Vector256.FusedMultiplyAdd(a, b1, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* c, nint stride, int row)
        {
            left.Store(c + row * stride);
            right.Store(c + row * stride + 8);
        }
    }
}
