using System.Runtime.Intrinsics;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// The 8×8 forward DCT (T.81 section A.3.3) and quantisation, as two products with the matrix of cosines. Products and sums are
/// rounded one by one, so that every machine arrives at the same coefficients.
/// </summary>
internal static class ForwardDct
{
    // Row u: the u-th cosine at the eight samples, of length 1.
    private static readonly float[] Cosines = [.. Enumerable.Range(0, 64).Select(i => Cosine(i / 8, i % 8))];
    private static readonly float[] Transposed = [.. Enumerable.Range(0, 64).Select(i => Cosine(i % 8, i / 8))];

    /// <summary>Transforms and quantises one block.</summary>
    /// <param name="samples">The block's top left sample and what follows; level-shifted, −128 … 127.</param>
    /// <param name="stride">Samples from row to row.</param>
    /// <param name="reciprocals">1 / step of each coefficient, in natural order.</param>
    /// <param name="coefficients">Receives 64 coefficients in natural order.</param>
    public static void Transform(ReadOnlySpan<float> samples, int stride, ReadOnlySpan<float> reciprocals, Span<int> coefficients)
    {
        Span<float> across = stackalloc float[64];
        for (var y = 0; y < 8; y++) Combine(samples.Slice(y * stride, 8), Transposed).CopyTo(across[(8 * y)..]);
        for (var v = 0; v < 8; v++)
        {
            var scaled = Combine(Cosines.AsSpan(8 * v, 8), across) * Vector256.Create(reciprocals.Slice(8 * v, 8));
            Vector256.ConvertToInt32(Vector256.Round(scaled)).CopyTo(coefficients[(8 * v)..]);
        }
    }

    // The sum of eight rows, each times its weight.
    private static Vector256<float> Combine(ReadOnlySpan<float> weights, ReadOnlySpan<float> rows)
    {
        var sum = weights[0] * Vector256.Create(rows[..8]);
        for (var k = 1; k < 8; k++) sum += weights[k] * Vector256.Create(rows.Slice(8 * k, 8));
        return sum;
    }

    private static float Cosine(int frequency, int sample) =>
        (float)(Math.Sqrt(frequency == 0 ? 0.125 : 0.25) * Math.Cos((2 * sample + 1) * frequency * Math.PI / 16));
}
