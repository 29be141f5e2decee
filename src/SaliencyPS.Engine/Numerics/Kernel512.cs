using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Numerics;

/// <summary>12 × 32 in 24 of the 32 512-bit registers (AVX-512).</summary>
internal readonly unsafe struct Kernel512 : IMicroKernel
{
    public static int Rows => 12;

    public static int Columns => 32;

    public static bool IsSupported => Vector512.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* a, float* b, int depth, float* c, nint stride, float* bias)
    {
        var r0 = Pair.Start(c, stride, bias, 0);
        var r1 = Pair.Start(c, stride, bias, 1);
        var r2 = Pair.Start(c, stride, bias, 2);
        var r3 = Pair.Start(c, stride, bias, 3);
        var r4 = Pair.Start(c, stride, bias, 4);
        var r5 = Pair.Start(c, stride, bias, 5);
        var r6 = Pair.Start(c, stride, bias, 6);
        var r7 = Pair.Start(c, stride, bias, 7);
        var r8 = Pair.Start(c, stride, bias, 8);
        var r9 = Pair.Start(c, stride, bias, 9);
        var r10 = Pair.Start(c, stride, bias, 10);
        var r11 = Pair.Start(c, stride, bias, 11);
        for (var k = 0; k < depth; k++, a += 12, b += 32)
        {
            Vector512<float> left = Vector512.Load(b), right = Vector512.Load(b + 16);
            r0 = r0.Add(a[0], left, right);
            r1 = r1.Add(a[1], left, right);
            r2 = r2.Add(a[2], left, right);
            r3 = r3.Add(a[3], left, right);
            r4 = r4.Add(a[4], left, right);
            r5 = r5.Add(a[5], left, right);
            r6 = r6.Add(a[6], left, right);
            r7 = r7.Add(a[7], left, right);
            r8 = r8.Add(a[8], left, right);
            r9 = r9.Add(a[9], left, right);
            r10 = r10.Add(a[10], left, right);
            r11 = r11.Add(a[11], left, right);
        }

        r0.Store(c, stride, 0);
        r1.Store(c, stride, 1);
        r2.Store(c, stride, 2);
        r3.Store(c, stride, 3);
        r4.Store(c, stride, 4);
        r5.Store(c, stride, 5);
        r6.Store(c, stride, 6);
        r7.Store(c, stride, 7);
        r8.Store(c, stride, 8);
        r9.Store(c, stride, 9);
        r10.Store(c, stride, 10);
        r11.Store(c, stride, 11);
    }

    // One row of the block: two vectors side by side.
    private readonly struct Pair(Vector512<float> left, Vector512<float> right)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Pair Start(float* c, nint stride, float* bias, int row) => bias == null
            ? new(Vector512.Load(c + row * stride), Vector512.Load(c + row * stride + 16))
            : new(Vector512.Create(bias[row]), Vector512.Create(bias[row]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Pair Add(float factor, Vector512<float> b0, Vector512<float> b1)
        {
            var a = Vector512.Create(factor);
            return new(Vector512.FusedMultiplyAdd(a, b0, left), Vector512.FusedMultiplyAdd(a, b1, right));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Store(float* c, nint stride, int row)
        {
            left.Store(c + row * stride);
            right.Store(c + row * stride + 16);
        }
    }
}
