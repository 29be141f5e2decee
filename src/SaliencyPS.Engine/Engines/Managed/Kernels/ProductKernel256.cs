using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// <see cref="ProductKernel"/> for 256-bit registers (AVX2 with FMA): 6 × 16 results fill twelve of the sixteen. The depth runs
/// by in fours, all addresses a constant away from two pointers: instructions that only count cost nothing on an idle machine,
/// but on a busy one a loop that counts at each step was seen to fall to 56 % of the multiply-add peak, and this one to 86 %.
/// </summary>
internal static unsafe class ProductKernel256
{
    /// <summary>Most rows whose results the registers hold.</summary>
    public const int Rows = 6;

    /// <summary>True where this machine has the registers and instructions.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>One block of 16 columns.</summary>
    /// <inheritdoc cref="ProductKernel.Run(int, bool, float*, Segments, nint, float*, float*, nint, nint, float*, float*)"/>
    public static void Run(int rows, float* a, Segments depth, nint step, float* b, float* c, nint rowStep, float* start,
        float* next)
    {
        var tiles = new Tiles(rows, Rows);
        var half = (nint)depth.Count * depth.Length / 2 * 16;
        for (var tile = 0; tile < tiles.Count; tile++)
        {
            var size = tiles.Size(tile);
            // The first two tiles ask for half of the next weights each; what the others ask for is there already.
            Tile(size, a, depth, step, b, c, rowStep, start, tile < 2 ? next + tile * half : b);
            a += size * step;
            c += size * rowStep;
        }
    }

    private static void Tile(int rows, float* a, Segments depth, nint step, float* b, float* c, nint rowStep, float* start,
        float* next)
    {
        switch (rows)
        {
            case 1: Run<Count.One>(a, depth, step, b, c, rowStep, start, next); break;
            case 2: Run<Count.Two>(a, depth, step, b, c, rowStep, start, next); break;
            case 3: Run<Count.Three>(a, depth, step, b, c, rowStep, start, next); break;
            case 4: Run<Count.Four>(a, depth, step, b, c, rowStep, start, next); break;
            case 5: Run<Count.Five>(a, depth, step, b, c, rowStep, start, next); break;
            case 6: Run<Count.Six>(a, depth, step, b, c, rowStep, start, next); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows>(float* a, Segments depth, nint step, float* b, float* c, nint rowStep, float* start,
        float* next)
        where TRows : struct, Count.ICount
    {
        Vector256<float> l0, l1, l2, l3, l4, l5, h0, h1, h2, h3, h4, h5;
        if (start != null)
        {
            l0 = l1 = l2 = l3 = l4 = l5 = Vector256.Load(start);
            h0 = h1 = h2 = h3 = h4 = h5 = Vector256.Load(start + 8);
        }
        else
        {
            (l0, h0) = Load(c);
            (l1, h1) = TRows.Value > 1 ? Load(c + rowStep) : default;
            (l2, h2) = TRows.Value > 2 ? Load(c + 2 * rowStep) : default;
            (l3, h3) = TRows.Value > 3 ? Load(c + 3 * rowStep) : default;
            (l4, h4) = TRows.Value > 4 ? Load(c + 4 * rowStep) : default;
            (l5, h5) = TRows.Value > 5 ? Load(c + 5 * rowStep) : default;
        }

        for (var s = 0; s < depth.Count; s++)
        {
            float* p = a + depth.Offsets[s], q = p + 3 * step;
            var k = depth.Length;
            if (s + 1 < depth.Count) Prefetch<TRows>(a + depth.Offsets[s + 1], step);
            for (; k >= 4; k -= 4, p += 4, q += 4, b += 64, next += 32)
            {
                Sse.Prefetch1(next);
                Sse.Prefetch1(next + 16);
                // With few rows these weights are what is waited for; with many they are in a cache, and this would only cost.
                if (TRows.Value < 3)
                    for (var line = 0; line < 64; line += 16) Sse.Prefetch0(b + ProductKernel.Ahead + line);
                Step<TRows>(p, q, step, b, ref l0, ref h0, ref l1, ref h1, ref l2, ref h2, ref l3, ref h3, ref l4, ref h4,
                    ref l5, ref h5);
                Step<TRows>(p + 1, q + 1, step, b + 16, ref l0, ref h0, ref l1, ref h1, ref l2, ref h2,
                    ref l3, ref h3, ref l4, ref h4, ref l5, ref h5);
                Step<TRows>(p + 2, q + 2, step, b + 32, ref l0, ref h0, ref l1, ref h1, ref l2, ref h2,
                    ref l3, ref h3, ref l4, ref h4, ref l5, ref h5);
                Step<TRows>(p + 3, q + 3, step, b + 48, ref l0, ref h0, ref l1, ref h1, ref l2, ref h2,
                    ref l3, ref h3, ref l4, ref h4, ref l5, ref h5);
            }

            for (; k > 0; k--, p++, q++, b += 16)
                Step<TRows>(p, q, step, b, ref l0, ref h0, ref l1, ref h1, ref l2, ref h2, ref l3, ref h3, ref l4, ref h4,
                    ref l5, ref h5);
        }

        Store(c, l0, h0);
        if (TRows.Value > 1) Store(c + rowStep, l1, h1);
        if (TRows.Value > 2) Store(c + 2 * rowStep, l2, h2);
        if (TRows.Value > 3) Store(c + 3 * rowStep, l3, h3);
        if (TRows.Value > 4) Store(c + 4 * rowStep, l4, h4);
        if (TRows.Value > 5) Store(c + 5 * rowStep, l5, h5);
    }

    // Segments are too short and too far apart for the processor to guess the next one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch<TRows>(float* p, nint step)
        where TRows : struct, Count.ICount
    {
        var q = p + 3 * step;
        Sse.Prefetch0(p);
        if (TRows.Value > 1) Sse.Prefetch0(p + step);
        if (TRows.Value > 2) Sse.Prefetch0(p + 2 * step);
        if (TRows.Value > 3) Sse.Prefetch0(q);
        if (TRows.Value > 4) Sse.Prefetch0(q + step);
        if (TRows.Value > 5) Sse.Prefetch0(q + 2 * step);
    }

    // One step of the depth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows>(float* p, float* q, nint step, float* b,
        ref Vector256<float> l0, ref Vector256<float> h0, ref Vector256<float> l1, ref Vector256<float> h1,
        ref Vector256<float> l2, ref Vector256<float> h2, ref Vector256<float> l3, ref Vector256<float> h3,
        ref Vector256<float> l4, ref Vector256<float> h4, ref Vector256<float> l5, ref Vector256<float> h5)
        where TRows : struct, Count.ICount
    {
        Vector256<float> low = Vector256.Load(b), high = Vector256.Load(b + 8);
        Row(p[0], low, high, ref l0, ref h0);
        if (TRows.Value > 1) Row(p[step], low, high, ref l1, ref h1);
        if (TRows.Value > 2) Row(p[2 * step], low, high, ref l2, ref h2);
        if (TRows.Value > 3) Row(q[0], low, high, ref l3, ref h3);
        if (TRows.Value > 4) Row(q[step], low, high, ref l4, ref h4);
        if (TRows.Value > 5) Row(q[2 * step], low, high, ref l5, ref h5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(float factor, Vector256<float> low, Vector256<float> high, ref Vector256<float> l,
        ref Vector256<float> h)
    {
        var factors = Vector256.Create(factor);
        l = Fma.MultiplyAdd(factors, low, l);
        h = Fma.MultiplyAdd(factors, high, h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Load(float* source) =>
        (Vector256.Load(source), Vector256.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, Vector256<float> low, Vector256<float> high)
    {
        low.Store(target);
        high.Store(target + 8);
    }
}
