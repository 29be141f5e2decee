using System.Runtime.Intrinsics;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// The inverse DCT of 8×8 coefficients to 4×4 or 2×2 samples, each the mean of the 2×2 or 4×4 samples that the full transform
/// would give. Averaging the basis functions gives each coefficient k a weight for each sample; the weights are rounded to 13
/// bits as in <see cref="InverseDct"/>, with 2 extra bits between the passes, which are the numbers of libjpeg's reduced
/// transforms.
/// </summary>
internal static class ReducedDct
{
    private const int ConstantBits = 13;
    private const int PassBits = 2;

    // 8 weights for each of the samples of a line, times the number of averaged samples.
    private static readonly int[] Four = Weights(4), Two = Weights(2);

    /// <summary>Dequantises and transforms one block.</summary>
    /// <param name="coefficients">64 coefficients in natural order.</param>
    /// <param name="steps">64 quantisation steps in natural order.</param>
    /// <param name="samples">Where the block's top left sample goes.</param>
    /// <param name="stride">Samples from row to row.</param>
    /// <param name="size">Samples on each side: 4 or 2.</param>
    public static void Transform(
        ReadOnlySpan<short> coefficients, ReadOnlySpan<int> steps, Span<byte> samples, int stride, int size)
    {
        var (weights, extra) = size == 4 ? (Four, 1) : (Two, 2); // extra: bits of the number of averaged samples
        Span<Vector256<int>> rows = stackalloc Vector256<int>[4];
        rows[..size].Clear();
        for (var k = 0; k < 8; k++)
        {
            if (weights[k] == 0) continue;
            var (low, high) = Vector128.Widen(Vector128.Create(coefficients.Slice(8 * k, 8)));
            var row = Vector256.Create(low, high) * Vector256.Create(steps.Slice(8 * k, 8));
            for (var y = 0; y < size; y++) rows[y] += row * weights[8 * y + k];
        }

        const int down = ConstantBits - PassBits, across = ConstantBits + PassBits + 3;
        for (var y = 0; y < size; y++)
        {
            var row = (rows[y] + Vector256.Create(1 << (down + extra - 1))) >> (down + extra);
            for (var x = 0; x < size; x++)
            {
                var sum = Vector256.Sum(row * Vector256.Create(weights.AsSpan(8 * x, 8)));
                var level = ((sum + (1 << (across + extra - 1))) >> (across + extra)) + 128;
                samples[y * stride + x] = (byte)Math.Clamp(level, 0, 255);
            }
        }
    }

    private static int[] Weights(int size)
    {
        var (weights, count) = (new int[8 * size], 8 / size);
        for (var x = 0; x < size; x++)
        {
            for (var k = 0; k < 8; k++)
            {
                var sum = 0.0;
                for (var i = x * count; i < (x + 1) * count; i++)
                    sum += (k == 0 ? 1 : Math.Sqrt(2)) * Math.Cos((2 * i + 1) * k * Math.PI / 16);
                weights[8 * x + k] = (int)Math.Round(sum * (1 << ConstantBits));
            }
        }

        return weights;
    }
}
