using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// The 8×8 inverse DCT in integers: the Loeffler, Ligtenberg and Moschytz (1989) factorisation with 13-bit constants, 2 extra
/// bits between the passes and rounding after each, columns first. These choices are those of libjpeg's accurate integer method,
/// so the samples agree with it bit for bit.
/// </summary>
internal static class InverseDct
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    /// <summary>Dequantises and transforms one block.</summary>
    /// <param name="coefficients">64 coefficients in natural order.</param>
    /// <param name="steps">64 quantisation steps in natural order.</param>
    /// <param name="samples">Where the block's top left sample goes.</param>
    /// <param name="stride">Samples from row to row.</param>
    public static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<int> steps, Span<byte> samples, int stride)
    {
        if (Avx2.IsSupported) TransformAvx2(coefficients, steps, samples, stride);
        else TransformScalar(coefficients, steps, samples, stride);
    }

    /// <summary>A block with nothing but its DC coefficient: one level everywhere.</summary>
    public static void Fill(int dc, ReadOnlySpan<int> steps, Span<byte> samples, int stride, int size = 8)
    {
        var level = (byte)Math.Clamp(((dc * steps[0] + 4) >> 3) + 128, 0, 255);
        for (var y = 0; y < size; y++) samples.Slice(y * stride, size).Fill(level);
    }

    /// <summary>The reference, and the path of machines without AVX2.</summary>
    public static void TransformScalar(ReadOnlySpan<short> coefficients, ReadOnlySpan<int> steps, Span<byte> samples, int stride)
    {
        Span<int> block = stackalloc int[64];
        for (var i = 0; i < 64; i++) block[i] = coefficients[i] * steps[i];
        for (var x = 0; x < 8; x++) TransformLine(block[x..], 8, ConstantBits - PassBits, 0);
        for (var y = 0; y < 8; y++)
        {
            var row = block.Slice(y * 8, 8);
            TransformLine(row, 1, ConstantBits + PassBits + 3, 128);
            for (var x = 0; x < 8; x++) samples[y * stride + x] = (byte)Math.Clamp(row[x], 0, 255);
        }
    }

    private static void TransformLine(Span<int> line, int step, int shift, int offset)
    {
        var even = (line[2 * step] + line[6 * step]) * 4433;
        var (a2, a3) = (even - line[6 * step] * 15137, even + line[2 * step] * 6270);
        var (a0, a1) = ((line[0] + line[4 * step]) << ConstantBits, (line[0] - line[4 * step]) << ConstantBits);
        var (e0, e1, e2, e3) = (a0 + a3, a1 + a2, a1 - a2, a0 - a3);

        var (t0, t1, t2, t3) = (line[7 * step], line[5 * step], line[3 * step], line[step]);
        var (z1, z2, z3, z4) = ((t0 + t3) * -7373, (t1 + t2) * -20995, (t0 + t2) * -16069, (t1 + t3) * -3196);
        var z5 = (t0 + t2 + t1 + t3) * 9633;
        z3 += z5;
        z4 += z5;
        var (o0, o1, o2, o3) = (t3 * 12299 + z1 + z4, t2 * 25172 + z2 + z3, t1 * 16819 + z2 + z4, t0 * 2446 + z1 + z3);

        var round = (1 << (shift - 1)) + (offset << shift);
        line[0] = (e0 + o0 + round) >> shift;
        line[step] = (e1 + o1 + round) >> shift;
        line[2 * step] = (e2 + o2 + round) >> shift;
        line[3 * step] = (e3 + o3 + round) >> shift;
        line[4 * step] = (e3 - o3 + round) >> shift;
        line[5 * step] = (e2 - o2 + round) >> shift;
        line[6 * step] = (e1 - o1 + round) >> shift;
        line[7 * step] = (e0 - o0 + round) >> shift;
    }

    // One vector holds a row, one lane a column; the second pass is the first on the transposed block.
    private static void TransformAvx2(ReadOnlySpan<short> coefficients, ReadOnlySpan<int> steps, Span<byte> samples, int stride)
    {
        ref var c = ref MemoryMarshal.GetReference(coefficients[..64]);
        ref var s = ref MemoryMarshal.GetReference(steps[..64]);
        var r = new Rows(
            Load(ref c, ref s, 0), Load(ref c, ref s, 8), Load(ref c, ref s, 16), Load(ref c, ref s, 24),
            Load(ref c, ref s, 32), Load(ref c, ref s, 40), Load(ref c, ref s, 48), Load(ref c, ref s, 56));
        r = Transpose(Pass(r, ConstantBits - PassBits, 0));
        r = Transpose(Pass(r, ConstantBits + PassBits + 3, 128));

        ref var target = ref MemoryMarshal.GetReference(samples[..(7 * stride + 8)]);
        StoreRows(r.R0, r.R1, ref target, stride);
        StoreRows(r.R2, r.R3, ref Unsafe.Add(ref target, 2 * stride), stride);
        StoreRows(r.R4, r.R5, ref Unsafe.Add(ref target, 4 * stride), stride);
        StoreRows(r.R6, r.R7, ref Unsafe.Add(ref target, 6 * stride), stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Load(ref short coefficients, ref int steps, int offset) =>
        Avx2.ConvertToVector256Int32(Vector128.LoadUnsafe(ref coefficients, (nuint)offset))
        * Vector256.LoadUnsafe(ref steps, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Pass(Rows r, int shift, int offset)
    {
        var even = (r.R2 + r.R6) * 4433;
        var (a2, a3) = (even - r.R6 * 15137, even + r.R2 * 6270);
        var (a0, a1) = ((r.R0 + r.R4) << ConstantBits, (r.R0 - r.R4) << ConstantBits);
        var round = Vector256.Create((1 << (shift - 1)) + (offset << shift));
        var (e0, e1, e2, e3) = (a0 + a3 + round, a1 + a2 + round, a1 - a2 + round, a0 - a3 + round);

        var (t02, t13) = (r.R7 + r.R3, r.R5 + r.R1);
        var z5 = (t02 + t13) * 9633;
        var (z1, z2) = ((r.R7 + r.R1) * -7373, (r.R5 + r.R3) * -20995);
        var (z3, z4) = (t02 * -16069 + z5, t13 * -3196 + z5);
        var (o0, o1) = (r.R1 * 12299 + z1 + z4, r.R3 * 25172 + z2 + z3);
        var (o2, o3) = (r.R5 * 16819 + z2 + z4, r.R7 * 2446 + z1 + z3);
        return new Rows(
            (e0 + o0) >> shift, (e1 + o1) >> shift, (e2 + o2) >> shift, (e3 + o3) >> shift,
            (e3 - o3) >> shift, (e2 - o2) >> shift, (e1 - o1) >> shift, (e0 - o0) >> shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Transpose(Rows r)
    {
        var (a0, a1) = (Avx2.UnpackLow(r.R0, r.R1), Avx2.UnpackHigh(r.R0, r.R1));
        var (a2, a3) = (Avx2.UnpackLow(r.R2, r.R3), Avx2.UnpackHigh(r.R2, r.R3));
        var (a4, a5) = (Avx2.UnpackLow(r.R4, r.R5), Avx2.UnpackHigh(r.R4, r.R5));
        var (a6, a7) = (Avx2.UnpackLow(r.R6, r.R7), Avx2.UnpackHigh(r.R6, r.R7));
        var (b0, b1, b2, b3) = (Low(a0, a2), High(a0, a2), Low(a1, a3), High(a1, a3));
        var (b4, b5, b6, b7) = (Low(a4, a6), High(a4, a6), Low(a5, a7), High(a5, a7));
        return new Rows(
            Lower(b0, b4), Lower(b1, b5), Lower(b2, b6), Lower(b3, b7),
            Upper(b0, b4), Upper(b1, b5), Upper(b2, b6), Upper(b3, b7));

        static Vector256<int> Low(Vector256<int> a, Vector256<int> b) => Avx2.UnpackLow(a.AsInt64(), b.AsInt64()).AsInt32();
        static Vector256<int> High(Vector256<int> a, Vector256<int> b) => Avx2.UnpackHigh(a.AsInt64(), b.AsInt64()).AsInt32();
        static Vector256<int> Lower(Vector256<int> a, Vector256<int> b) => Avx2.Permute2x128(a, b, 0x20);
        static Vector256<int> Upper(Vector256<int> a, Vector256<int> b) => Avx2.Permute2x128(a, b, 0x31);
    }

    // Sixteen levels of two rows, clamped to bytes by the saturating packs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRows(Vector256<int> upper, Vector256<int> lower, ref byte target, int stride)
    {
        var words = Avx2.PackSignedSaturate(upper, lower); // lanes: u0-3 l0-3 | u4-7 l4-7
        words = Avx2.Permute4x64(words.AsInt64(), 0b11_01_10_00).AsInt16();
        var bytes = Sse2.PackUnsignedSaturate(words.GetLower(), words.GetUpper()).AsInt64();
        Unsafe.WriteUnaligned(ref target, bytes.ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, stride), bytes.GetElement(1));
    }

    private readonly record struct Rows(
        Vector256<int> R0, Vector256<int> R1, Vector256<int> R2, Vector256<int> R3,
        Vector256<int> R4, Vector256<int> R5, Vector256<int> R6, Vector256<int> R7);
}
