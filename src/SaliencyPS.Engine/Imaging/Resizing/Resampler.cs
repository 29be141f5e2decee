using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Threads;

namespace SaliencyPS.Imaging.Resizing;

/// <summary>
/// Resizing with antialiasing: a filter over half-pixel centres, a triangle where nothing else is asked for, whose support grows
/// with the reduction, so that every source pixel counts. For images it does Pillow's fixed-point arithmetic, to the bit:
/// networks were trained on that.
/// </summary>
internal static class Resampler
{
    /// <summary>
    /// What a resize takes for weights, in bytes, for each pixel of the longer side of the larger size: a bicubic filter over an
    /// enlarged axis, of five weights, a first sample and a count; of a reduced one it takes less.
    /// </summary>
    public const int WeightBytes = 28;

    // Bits after the point of the fixed-point weights: an 8-bit level times a weight, and a few more, fit into 32.
    private const int Precision = 32 - 8 - 2;
    private const int RowsPerItem = 16;

    /// <summary>Resizes an image bilinearly.</summary>
    /// <inheritdoc cref="Resize(RgbImage, int, int, MapInterpolation, Parallelism?)"/>
    public static RgbImage Bilinear(RgbImage source, int width, int height, Parallelism? parallelism = null) =>
        Resize(source, width, height, MapInterpolation.Bilinear, parallelism);

    /// <summary>Resizes an image, first across, then down, with 8-bit levels in between.</summary>
    /// <param name="source">The image.</param>
    /// <param name="width">New width, at least 1.</param>
    /// <param name="height">New height, at least 1.</param>
    /// <param name="interpolation">The filter.</param>
    /// <param name="parallelism">Threads and token; one thread where null.</param>
    /// <returns>A new image; the source itself where the size stays.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side below 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Resize(
        RgbImage source, int width, int height, MapInterpolation interpolation, Parallelism? parallelism = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        parallelism ??= Parallelism.Single;
        if (width != source.Width)
        {
            var target = new RgbImage(width, source.Height);
            source = Resize(source, target, Levels(source.Width, width, interpolation, parallelism.Token), Across, parallelism);
        }

        if (height != source.Height)
        {
            var target = new RgbImage(width, height);
            source = Resize(source, target, Levels(source.Height, height, interpolation, parallelism.Token), Down, parallelism);
        }

        return source;
    }

    /// <summary>Resizes a map of numbers bilinearly in single precision; nothing is padded at the edges.</summary>
    /// <inheritdoc cref="Resize(ReadOnlySpan{float}, int, int, int, int, MapInterpolation)"/>
    public static float[] Bilinear(ReadOnlySpan<float> map, int width, int height, int newWidth, int newHeight) =>
        Resize(map, width, height, newWidth, newHeight, MapInterpolation.Bilinear);

    /// <summary>Resizes a map of numbers in single precision; nothing is padded at the edges.</summary>
    /// <param name="map">height × width numbers, rows from the top.</param>
    /// <param name="width">Width of the map.</param>
    /// <param name="height">Height of the map.</param>
    /// <param name="newWidth">New width, at least 1.</param>
    /// <param name="newHeight">New height, at least 1.</param>
    /// <param name="interpolation">The kernel.</param>
    /// <returns>newHeight × newWidth numbers.</returns>
    /// <exception cref="ArgumentException">The map has another size, or a side is below 1.</exception>
    public static float[] Resize(
        ReadOnlySpan<float> map, int width, int height, int newWidth, int newHeight, MapInterpolation interpolation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(newWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(newHeight, 1);
        if (width < 1 || height < 1 || map.Length != (long)width * height)
            throw new ArgumentException($"A map of {width}×{height} does not have {map.Length} numbers.", nameof(map));

        var across = Numbers(width, newWidth, interpolation);
        var down = Numbers(height, newHeight, interpolation);
        // One row resized across is there at a time: an image may be far wider than it is high.
        var row = new float[newWidth];
        var result = new float[checked(newWidth * newHeight)];
        for (var (y, first) = (0, 0); y < height; y++)
        {
            Across(map.Slice(y * width, width), across, row);
            while (first < newHeight && down.Start(first) + down.Weights(first).Length <= y) first++;
            for (var to = first; to < newHeight && down.Start(to) <= y; to++)
            {
                var weight = down.Weights(to)[y - down.Start(to)];
                var target = result.AsSpan(to * newWidth, newWidth);
                for (var x = 0; x < newWidth; x++) target[x] += weight * row[x];
            }
        }

        return result;
    }

    /// <summary>Weights for 8-bit levels, in fixed-point numbers: times 2²² and rounded, halves away from 0.</summary>
    /// <inheritdoc cref="ResampleKernel{T}(int, int, MapInterpolation, Func{double, T}, CancellationToken)"/>
    internal static ResampleKernel<int> Levels(int from, int to, MapInterpolation interpolation, CancellationToken token) =>
        new(from, to, interpolation, weight => (int)(weight * (1 << Precision) + (weight < 0 ? -0.5 : 0.5)), token);

    internal static ResampleKernel<float> Numbers(int from, int to, MapInterpolation interpolation) =>
        new(from, to, interpolation, weight => (float)weight, CancellationToken.None);

    private static void Across(ReadOnlySpan<float> source, ResampleKernel<float> kernel, Span<float> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var sum = 0f;
            var weights = kernel.Weights(x);
            for (var k = 0; k < weights.Length; k++) sum += weights[k] * source[kernel.Start(x) + k];
            target[x] = sum;
        }
    }

    private static RgbImage Resize(
        RgbImage source, RgbImage target, ResampleKernel<int> kernel,
        Action<RgbImage, RgbImage, ResampleKernel<int>, int> row, Parallelism parallelism)
    {
        parallelism.For((target.Height + RowsPerItem - 1) / RowsPerItem, item =>
        {
            var end = Math.Min((item + 1) * RowsPerItem, target.Height);
            for (var y = item * RowsPerItem; y < end; y++) row(source, target, kernel, y);
        });
        return target;
    }

    // One vector holds a pixel: three channels and one lane that is dropped.
    private static void Across(RgbImage source, RgbImage target, ResampleKernel<int> kernel, int y)
    {
        var from = source.Pixels.AsSpan(y * source.Width * 3, source.Width * 3);
        var to = target.Pixels.AsSpan(y * target.Width * 3, target.Width * 3);
        for (var x = 0; x < target.Width; x++)
        {
            var weights = kernel.Weights(x);
            var start = 3 * kernel.Start(x);
            var sum = Vector128.Create(1 << (Precision - 1));
            var k = 0;
            for (; k < weights.Length && start + 3 * k + 4 <= from.Length; k++)
            {
                var pixel = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(from[(start + 3 * k)..])).AsByte();
                sum += Vector128.WidenLower(Vector128.WidenLower(pixel)).AsInt32() * weights[k];
            }

            for (; k < weights.Length; k++)
            {
                var last = start + 3 * k;
                sum += Vector128.Create(from[last], from[last + 1], from[last + 2], 0) * weights[k];
            }

            sum >>= Precision;
            for (var c = 0; c < 3; c++) to[3 * x + c] = (byte)Math.Clamp(sum[c], 0, 255);
        }
    }

    private static void Down(RgbImage source, RgbImage target, ResampleKernel<int> kernel, int y)
    {
        var stride = target.Width * 3;
        var weights = kernel.Weights(y);
        var from = source.Pixels.AsSpan(kernel.Start(y) * stride, weights.Length * stride);
        var to = target.Pixels.AsSpan(y * stride, stride);
        var i = 0;
        for (; i + 16 <= stride; i += 16)
        {
            var round = Vector128.Create(1 << (Precision - 1));
            var (a, b, c, d) = (round, round, round, round);
            for (var k = 0; k < weights.Length; k++)
            {
                var bytes = Vector128.Create<byte>(from.Slice(k * stride + i, 16));
                var (low, high) = (Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes));
                a += Vector128.WidenLower(low).AsInt32() * weights[k];
                b += Vector128.WidenUpper(low).AsInt32() * weights[k];
                c += Vector128.WidenLower(high).AsInt32() * weights[k];
                d += Vector128.WidenUpper(high).AsInt32() * weights[k];
            }

            // Saturating: cubics overshoot, and the rounded weights of a very long kernel can add up to a little more than 1.
            var words = Vector128.NarrowWithSaturation(Levels(a), Levels(b));
            Vector128.NarrowWithSaturation(words, Vector128.NarrowWithSaturation(Levels(c), Levels(d))).CopyTo(to[i..]);
        }

        for (; i < stride; i++)
        {
            var sum = 1 << (Precision - 1);
            for (var k = 0; k < weights.Length; k++) sum += from[k * stride + i] * weights[k];
            to[i] = (byte)Math.Clamp(sum >> Precision, 0, 255);
        }
    }

    private static Vector128<uint> Levels(Vector128<int> sums) =>
        Vector128.Max(sums >> Precision, Vector128<int>.Zero).AsUInt32();
}
