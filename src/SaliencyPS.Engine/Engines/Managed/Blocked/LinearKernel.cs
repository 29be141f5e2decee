using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Eight rows of a matrix at once, in their order in memory: eight streams that the processor fetches ahead, and eight sums that
/// do not wait for each other.
/// </summary>
internal static unsafe class LinearKernel
{
    /// <summary>Rows at once.</summary>
    public const int Rows = 8;

    /// <summary>Columns after which the next sample takes its turn: so many of all rows stay in the first-level cache.</summary>
    public const int Columns = 512;

    /// <summary>sums[r] += w[r, 0 … count) · x, lane by lane; count is a multiple of 16.</summary>
    /// <param name="w">First element of each row.</param>
    /// <param name="x">The vector.</param>
    /// <param name="count">Columns.</param>
    /// <param name="sums">Rows × 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Dot(float** w, float* x, int count, float* sums)
    {
        float* w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3], w4 = w[4], w5 = w[5], w6 = w[6], w7 = w[7];
        Vector512<float> s0 = Vector512.Load(sums), s1 = Vector512.Load(sums + 16), s2 = Vector512.Load(sums + 32),
            s3 = Vector512.Load(sums + 48), s4 = Vector512.Load(sums + 64), s5 = Vector512.Load(sums + 80),
            s6 = Vector512.Load(sums + 96), s7 = Vector512.Load(sums + 112);
        for (nint i = 0; i < count; i += 16)
        {
            var v = Vector512.Load(x + i);
            s0 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w0 + i), s0);
            s1 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w1 + i), s1);
            s2 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w2 + i), s2);
            s3 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w3 + i), s3);
            s4 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w4 + i), s4);
            s5 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w5 + i), s5);
            s6 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w6 + i), s6);
            s7 = Vector512.FusedMultiplyAdd(v, Vector512.Load(w7 + i), s7);
        }

        s0.Store(sums);
        s1.Store(sums + 16);
        s2.Store(sums + 32);
        s3.Store(sums + 48);
        s4.Store(sums + 64);
        s5.Store(sums + 80);
        s6.Store(sums + 96);
        s7.Store(sums + 112);
    }

    /// <summary>y += Σ factors[r] · w[r, 0 … count), the first row first.</summary>
    /// <param name="w">First element of each row.</param>
    /// <param name="factors">One per row.</param>
    /// <param name="y">The result.</param>
    /// <param name="count">Columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(float** w, float* factors, float* y, int count)
    {
        float* w0 = w[0], w1 = w[1], w2 = w[2], w3 = w[3], w4 = w[4], w5 = w[5], w6 = w[6], w7 = w[7];
        Vector512<float> f0 = Vector512.Create(factors[0]), f1 = Vector512.Create(factors[1]), f2 = Vector512.Create(factors[2]),
            f3 = Vector512.Create(factors[3]), f4 = Vector512.Create(factors[4]), f5 = Vector512.Create(factors[5]),
            f6 = Vector512.Create(factors[6]), f7 = Vector512.Create(factors[7]);
        nint i = 0;
        for (; i <= count - 16; i += 16)
        {
            var sum = Vector512.FusedMultiplyAdd(f0, Vector512.Load(w0 + i), Vector512.Load(y + i));
            sum = Vector512.FusedMultiplyAdd(f1, Vector512.Load(w1 + i), sum);
            sum = Vector512.FusedMultiplyAdd(f2, Vector512.Load(w2 + i), sum);
            sum = Vector512.FusedMultiplyAdd(f3, Vector512.Load(w3 + i), sum);
            sum = Vector512.FusedMultiplyAdd(f4, Vector512.Load(w4 + i), sum);
            sum = Vector512.FusedMultiplyAdd(f5, Vector512.Load(w5 + i), sum);
            sum = Vector512.FusedMultiplyAdd(f6, Vector512.Load(w6 + i), sum);
            Vector512.FusedMultiplyAdd(f7, Vector512.Load(w7 + i), sum).Store(y + i);
        }

        for (; i < count; i++)
            for (var r = 0; r < Rows; r++) y[i] = MathF.FusedMultiplyAdd(factors[r], w[r][i], y[i]);
    }

    /// <summary>The sum of 16 lanes, in the same order on every machine.</summary>
    public static float Sum(float* lanes)
    {
        var eight = Vector256.Load(lanes) + Vector256.Load(lanes + 8);
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
