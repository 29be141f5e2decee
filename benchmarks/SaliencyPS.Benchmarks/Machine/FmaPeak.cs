using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Benchmarks.Machine;

/// <summary>
/// The most float multiply-adds that the machine's vector units do: twelve chains of fused multiply-adds that never leave the
/// registers. Twelve hide the latency (4 cycles × 2 units) and, with the two factors, still fit into 16 registers.
/// </summary>
internal static class FmaPeak
{
    private const int Chains = 12;
    // a millisecond or two: short enough to meet a moment in which the machine does nothing else
    private const int Iterations = 1 << 20;

    /// <summary>Name of the widest vectors that the machine has.</summary>
    public static string Width => Avx512F.IsSupported ? "512-bit" : Vector256.IsHardwareAccelerated ? "256-bit" : "128-bit";

    /// <summary>
    /// Floating-point operations per second (a multiply-add counts two) of so many threads at once: the best of several tries.
    /// </summary>
    public static double Measure(int threads, int tries) =>
        Avx512F.IsSupported ? Measure<Fma512>(threads, tries)
        : Vector256.IsHardwareAccelerated ? Measure<Fma256>(threads, tries)
        : Measure<Fma128>(threads, tries);

    private static double Measure<T>(int threads, int tries) where T : struct, IFmaVector<T>
    {
        Run<T>(1.0001f);
        var best = Enumerable.Range(0, tries).Min(_ => Together.Seconds(threads, _ => Run<T>(1.0001f)));
        return 2.0 * Chains * T.Lanes * Iterations * threads / best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Run<T>(float factor) where T : struct, IFmaVector<T>
    {
        T x = T.Create(factor), y = T.Create(1e-6f);
        T a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (var n = 0; n < Iterations; n++)
        {
            a = T.MultiplyAdd(a, x, y);
            b = T.MultiplyAdd(b, x, y);
            c = T.MultiplyAdd(c, x, y);
            d = T.MultiplyAdd(d, x, y);
            e = T.MultiplyAdd(e, x, y);
            f = T.MultiplyAdd(f, x, y);
            g = T.MultiplyAdd(g, x, y);
            h = T.MultiplyAdd(h, x, y);
            i = T.MultiplyAdd(i, x, y);
            j = T.MultiplyAdd(j, x, y);
            k = T.MultiplyAdd(k, x, y);
            l = T.MultiplyAdd(l, x, y);
        }

        // Used, so that none of it can be left out.
        return T.Sum(a) + T.Sum(b) + T.Sum(c) + T.Sum(d) + T.Sum(e) + T.Sum(f) + T.Sum(g) + T.Sum(h) + T.Sum(i)
            + T.Sum(j) + T.Sum(k) + T.Sum(l);
    }
}
