using System.Runtime.Intrinsics;
using SaliencyPS.Networks;

namespace SaliencyPS.Numerics;

/// <summary>Matrix–vector products of a fully connected layer for a small batch: every weight is read once and used for all samples.</summary>
internal static class LinearKernel
{
    // Weights of a block of rows (forward) or columns (gradient) are one work item.
    private const int RowsAtOnce = 32, ColumnsAtOnce = 1024;

    public static void Forward(float[] weight, float[] bias, Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        var (inputs, outputs) = (x.Shape.Length, y.Shape.Length);
        parallel.For((outputs + RowsAtOnce - 1) / RowsAtOnce, item =>
        {
            for (var o = item * RowsAtOnce; o < Math.Min(outputs, (item + 1) * RowsAtOnce); o++)
            {
                var row = weight.AsSpan(o * inputs, inputs);
                for (var n = 0; n < x.Batch; n++) y.Sample(n)[o] = bias[o] + Dot(row, x.Sample(n));
            }
        });
    }

    public static void InputGradient(float[] weight, Tensor<float> gy, Tensor<float> gx, Parallelism parallel)
    {
        var (inputs, outputs) = (gx.Shape.Length, gy.Shape.Length);
        parallel.For((inputs + ColumnsAtOnce - 1) / ColumnsAtOnce, item =>
        {
            var (first, count) = (item * ColumnsAtOnce, Math.Min(ColumnsAtOnce, inputs - item * ColumnsAtOnce));
            for (var g = 0; g < gx.Batch; g++) gx.Sample(g).Slice(first, count).Clear();
            for (var o = 0; o < outputs; o++)
            {
                var row = weight.AsSpan(o * inputs + first, count);
                for (var g = 0; g < gx.Batch; g++)
                    if (gy.Sample(g)[o] is var factor and not 0) Vectors.MultiplyAdd(gx.Sample(g).Slice(first, count), row, factor);
            }
        });
    }

    // Four sums of 16 lanes each, in one fixed order on every machine.
    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i <= a.Length - 64; i += 64)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(a.Slice(i, 16)), Vector512.Create(b.Slice(i, 16)), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a.Slice(i + 16, 16)), Vector512.Create(b.Slice(i + 16, 16)), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a.Slice(i + 32, 16)), Vector512.Create(b.Slice(i + 32, 16)), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(a.Slice(i + 48, 16)), Vector512.Create(b.Slice(i + 48, 16)), s3);
        }

        var sum = Vector512.Sum(s0 + s1 + (s2 + s3));
        for (; i < a.Length; i++) sum = MathF.FusedMultiplyAdd(a[i], b[i], sum);
        return sum;
    }
}
