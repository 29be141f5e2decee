using System.Runtime.CompilerServices;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// The innermost loop of every dense product: rows × (16 or 32) results kept in registers while the depth runs by.
/// <c>C[r] = start + Σ_s Σ_k A[offset_s + k + r · step] · B[s · length + k]</c>, B a row of 16 or 32 columns per product.
/// Convolutions need no unfolded copy of their input: a run of depth that lies side by side in memory (channels of a
/// block, taps of a row) is one segment s.
/// </summary>
internal static unsafe class ProductKernel
{
    /// <summary>
    /// Weights come in one long run, from memory at worst; those so many elements on, two pages, are asked for in advance.
    /// </summary>
    public const int Ahead = 2048;

    /// <summary>Most rows whose results this machine's registers hold.</summary>
    public static int Rows =>
        Lanes512.IsSupported ? Lanes512.Rows : ProductKernel256.IsSupported ? ProductKernel256.Rows : Lanes128.Rows;

    /// <summary>Blocks of 16 columns in one product on this machine: 1 or 2.</summary>
    public static int Width => Lanes512.IsSupported ? Lanes512.Width : 1;

    /// <summary>Some rows of a product with this machine's widest registers.</summary>
    /// <param name="rows">Rows of C, any number.</param>
    /// <param name="wide">True for two blocks of 16 columns, false for one.</param>
    /// <param name="a">First element of the first row.</param>
    /// <param name="depth">The segments of A that the depth runs over.</param>
    /// <param name="step">Elements from one row of A to the next.</param>
    /// <param name="b">Packed weights: depth × 32, or depth × 16.</param>
    /// <param name="c">First element of the result.</param>
    /// <param name="rowStep">Elements from one row of C to the next.</param>
    /// <param name="blockStep">Elements from the first block of columns to the second.</param>
    /// <param name="start">What the sums start with, one value per column; null where they go on from what C holds.</param>
    /// <param name="next">
    /// Weights that the next product of this thread will read, as many as b's; they are asked for meanwhile. Any address will do.
    /// </param>
    public static void Run(int rows, bool wide, float* a, Segments depth, nint step, float* b, float* c,
        nint rowStep, nint blockStep, float* start, float* next)
    {
        if (Lanes512.IsSupported) Run<Lanes512>(rows, wide, a, depth, step, b, c, rowStep, blockStep, start);
        else if (ProductKernel256.IsSupported) ProductKernel256.Run(rows, a, depth, step, b, c, rowStep, start, next);
        else Run<Lanes128>(rows, wide, a, depth, step, b, c, rowStep, blockStep, start);
    }

    /// <summary>Some rows of a product with the registers of one instruction set.</summary>
    public static void Run<TLanes>(int rows, bool wide, float* a, Segments depth, nint step, float* b, float* c,
        nint rowStep, nint blockStep, float* start)
        where TLanes : struct, ILanes<TLanes>
    {
        var tiles = new Tiles(rows, TLanes.Rows);
        for (var tile = 0; tile < tiles.Count; tile++)
        {
            var size = tiles.Size(tile);
            if (wide) Tile<TLanes, Count.Two>(size, a, depth, step, b, c, rowStep, blockStep, start);
            else Tile<TLanes, Count.One>(size, a, depth, step, b, c, rowStep, blockStep, start);
            a += size * step;
            c += size * rowStep;
        }
    }

    private static void Tile<TLanes, TWidth>(int rows, float* a, Segments depth, nint step, float* b, float* c,
        nint rowStep, nint blockStep, float* start)
        where TLanes : struct, ILanes<TLanes> where TWidth : struct, Count.ICount
    {
        switch (rows)
        {
            case 1: Run<TLanes, Count.One, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 2: Run<TLanes, Count.Two, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 3: Run<TLanes, Count.Three, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 4: Run<TLanes, Count.Four, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 5: Run<TLanes, Count.Five, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 6: Run<TLanes, Count.Six, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 7: Run<TLanes, Count.Seven, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 8: Run<TLanes, Count.Eight, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 9: Run<TLanes, Count.Nine, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 10: Run<TLanes, Count.Ten, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 11: Run<TLanes, Count.Eleven, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 12: Run<TLanes, Count.Twelve, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 13: Run<TLanes, Count.Thirteen, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            case 14: Run<TLanes, Count.Fourteen, TWidth>(a, depth, step, b, c, rowStep, blockStep, start); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows));
        }
    }

    // Rows and width are constants when this is compiled, so every condition on them vanishes, with the registers it guards.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TLanes, TRows, TWidth>(float* a, Segments depth, nint step, float* b, float* c,
        nint rowStep, nint blockStep, float* start)
        where TLanes : struct, ILanes<TLanes> where TRows : struct, Count.ICount where TWidth : struct, Count.ICount
    {
        TLanes left = TLanes.Load(start == null ? c : start),
            right = TWidth.Value < 2 ? default : TLanes.Load(start == null ? c + blockStep : start + 16);
        TLanes l0 = left, l1 = left, l2 = left, l3 = left, l4 = left, l5 = left, l6 = left, l7 = left, l8 = left, l9 = left,
            l10 = left, l11 = left, l12 = left, l13 = left;
        TLanes r0 = right, r1 = right, r2 = right, r3 = right, r4 = right, r5 = right, r6 = right, r7 = right, r8 = right,
            r9 = right, r10 = right, r11 = right, r12 = right, r13 = right;
        if (start == null)
        {
            if (TRows.Value > 1) l1 = TLanes.Load(c + rowStep);
            if (TRows.Value > 1 && TWidth.Value > 1) r1 = TLanes.Load(c + blockStep + rowStep);
            if (TRows.Value > 2) l2 = TLanes.Load(c + 2 * rowStep);
            if (TRows.Value > 2 && TWidth.Value > 1) r2 = TLanes.Load(c + blockStep + 2 * rowStep);
            if (TRows.Value > 3) l3 = TLanes.Load(c + 3 * rowStep);
            if (TRows.Value > 3 && TWidth.Value > 1) r3 = TLanes.Load(c + blockStep + 3 * rowStep);
            if (TRows.Value > 4) l4 = TLanes.Load(c + 4 * rowStep);
            if (TRows.Value > 4 && TWidth.Value > 1) r4 = TLanes.Load(c + blockStep + 4 * rowStep);
            if (TRows.Value > 5) l5 = TLanes.Load(c + 5 * rowStep);
            if (TRows.Value > 5 && TWidth.Value > 1) r5 = TLanes.Load(c + blockStep + 5 * rowStep);
            if (TRows.Value > 6) l6 = TLanes.Load(c + 6 * rowStep);
            if (TRows.Value > 6 && TWidth.Value > 1) r6 = TLanes.Load(c + blockStep + 6 * rowStep);
            if (TRows.Value > 7) l7 = TLanes.Load(c + 7 * rowStep);
            if (TRows.Value > 7 && TWidth.Value > 1) r7 = TLanes.Load(c + blockStep + 7 * rowStep);
            if (TRows.Value > 8) l8 = TLanes.Load(c + 8 * rowStep);
            if (TRows.Value > 8 && TWidth.Value > 1) r8 = TLanes.Load(c + blockStep + 8 * rowStep);
            if (TRows.Value > 9) l9 = TLanes.Load(c + 9 * rowStep);
            if (TRows.Value > 9 && TWidth.Value > 1) r9 = TLanes.Load(c + blockStep + 9 * rowStep);
            if (TRows.Value > 10) l10 = TLanes.Load(c + 10 * rowStep);
            if (TRows.Value > 10 && TWidth.Value > 1) r10 = TLanes.Load(c + blockStep + 10 * rowStep);
            if (TRows.Value > 11) l11 = TLanes.Load(c + 11 * rowStep);
            if (TRows.Value > 11 && TWidth.Value > 1) r11 = TLanes.Load(c + blockStep + 11 * rowStep);
            if (TRows.Value > 12) l12 = TLanes.Load(c + 12 * rowStep);
            if (TRows.Value > 12 && TWidth.Value > 1) r12 = TLanes.Load(c + blockStep + 12 * rowStep);
            if (TRows.Value > 13) l13 = TLanes.Load(c + 13 * rowStep);
            if (TRows.Value > 13 && TWidth.Value > 1) r13 = TLanes.Load(c + blockStep + 13 * rowStep);
        }

        for (var s = 0; s < depth.Count; s++)
        {
            float* p = a + depth.Offsets[s], q = p + 7 * step;
            for (var k = 0; k < depth.Length; k++, p++, q++, b += 16 * TWidth.Value)
            {
                left = TLanes.Load(b);
                TLanes.Prefetch(b + Ahead);
                if (TWidth.Value > 1)
                {
                    right = TLanes.Load(b + 16);
                    TLanes.Prefetch(b + Ahead + 16);
                }

                l0 = TLanes.MultiplyAdd(p[0], left, l0);
                if (TWidth.Value > 1) r0 = TLanes.MultiplyAdd(p[0], right, r0);
                if (TRows.Value > 1) l1 = TLanes.MultiplyAdd(p[step], left, l1);
                if (TRows.Value > 1 && TWidth.Value > 1) r1 = TLanes.MultiplyAdd(p[step], right, r1);
                if (TRows.Value > 2) l2 = TLanes.MultiplyAdd(p[2 * step], left, l2);
                if (TRows.Value > 2 && TWidth.Value > 1) r2 = TLanes.MultiplyAdd(p[2 * step], right, r2);
                if (TRows.Value > 3) l3 = TLanes.MultiplyAdd(p[3 * step], left, l3);
                if (TRows.Value > 3 && TWidth.Value > 1) r3 = TLanes.MultiplyAdd(p[3 * step], right, r3);
                if (TRows.Value > 4) l4 = TLanes.MultiplyAdd(p[4 * step], left, l4);
                if (TRows.Value > 4 && TWidth.Value > 1) r4 = TLanes.MultiplyAdd(p[4 * step], right, r4);
                if (TRows.Value > 5) l5 = TLanes.MultiplyAdd(p[5 * step], left, l5);
                if (TRows.Value > 5 && TWidth.Value > 1) r5 = TLanes.MultiplyAdd(p[5 * step], right, r5);
                if (TRows.Value > 6) l6 = TLanes.MultiplyAdd(p[6 * step], left, l6);
                if (TRows.Value > 6 && TWidth.Value > 1) r6 = TLanes.MultiplyAdd(p[6 * step], right, r6);
                if (TRows.Value > 7) l7 = TLanes.MultiplyAdd(q[0], left, l7);
                if (TRows.Value > 7 && TWidth.Value > 1) r7 = TLanes.MultiplyAdd(q[0], right, r7);
                if (TRows.Value > 8) l8 = TLanes.MultiplyAdd(q[step], left, l8);
                if (TRows.Value > 8 && TWidth.Value > 1) r8 = TLanes.MultiplyAdd(q[step], right, r8);
                if (TRows.Value > 9) l9 = TLanes.MultiplyAdd(q[2 * step], left, l9);
                if (TRows.Value > 9 && TWidth.Value > 1) r9 = TLanes.MultiplyAdd(q[2 * step], right, r9);
                if (TRows.Value > 10) l10 = TLanes.MultiplyAdd(q[3 * step], left, l10);
                if (TRows.Value > 10 && TWidth.Value > 1) r10 = TLanes.MultiplyAdd(q[3 * step], right, r10);
                if (TRows.Value > 11) l11 = TLanes.MultiplyAdd(q[4 * step], left, l11);
                if (TRows.Value > 11 && TWidth.Value > 1) r11 = TLanes.MultiplyAdd(q[4 * step], right, r11);
                if (TRows.Value > 12) l12 = TLanes.MultiplyAdd(q[5 * step], left, l12);
                if (TRows.Value > 12 && TWidth.Value > 1) r12 = TLanes.MultiplyAdd(q[5 * step], right, r12);
                if (TRows.Value > 13) l13 = TLanes.MultiplyAdd(q[6 * step], left, l13);
                if (TRows.Value > 13 && TWidth.Value > 1) r13 = TLanes.MultiplyAdd(q[6 * step], right, r13);
            }
        }

        TLanes.Store(c, l0);
        if (TRows.Value > 1) TLanes.Store(c + rowStep, l1);
        if (TRows.Value > 2) TLanes.Store(c + 2 * rowStep, l2);
        if (TRows.Value > 3) TLanes.Store(c + 3 * rowStep, l3);
        if (TRows.Value > 4) TLanes.Store(c + 4 * rowStep, l4);
        if (TRows.Value > 5) TLanes.Store(c + 5 * rowStep, l5);
        if (TRows.Value > 6) TLanes.Store(c + 6 * rowStep, l6);
        if (TRows.Value > 7) TLanes.Store(c + 7 * rowStep, l7);
        if (TRows.Value > 8) TLanes.Store(c + 8 * rowStep, l8);
        if (TRows.Value > 9) TLanes.Store(c + 9 * rowStep, l9);
        if (TRows.Value > 10) TLanes.Store(c + 10 * rowStep, l10);
        if (TRows.Value > 11) TLanes.Store(c + 11 * rowStep, l11);
        if (TRows.Value > 12) TLanes.Store(c + 12 * rowStep, l12);
        if (TRows.Value > 13) TLanes.Store(c + 13 * rowStep, l13);
        if (TWidth.Value < 2) return;
        c += blockStep;
        TLanes.Store(c, r0);
        if (TRows.Value > 1) TLanes.Store(c + rowStep, r1);
        if (TRows.Value > 2) TLanes.Store(c + 2 * rowStep, r2);
        if (TRows.Value > 3) TLanes.Store(c + 3 * rowStep, r3);
        if (TRows.Value > 4) TLanes.Store(c + 4 * rowStep, r4);
        if (TRows.Value > 5) TLanes.Store(c + 5 * rowStep, r5);
        if (TRows.Value > 6) TLanes.Store(c + 6 * rowStep, r6);
        if (TRows.Value > 7) TLanes.Store(c + 7 * rowStep, r7);
        if (TRows.Value > 8) TLanes.Store(c + 8 * rowStep, r8);
        if (TRows.Value > 9) TLanes.Store(c + 9 * rowStep, r9);
        if (TRows.Value > 10) TLanes.Store(c + 10 * rowStep, r10);
        if (TRows.Value > 11) TLanes.Store(c + 11 * rowStep, r11);
        if (TRows.Value > 12) TLanes.Store(c + 12 * rowStep, r12);
        if (TRows.Value > 13) TLanes.Store(c + 13 * rowStep, r13);
    }
}
