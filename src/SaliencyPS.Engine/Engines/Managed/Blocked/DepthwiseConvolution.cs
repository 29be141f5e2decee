using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// A tap convolution in which every channel is computed from itself alone: 16 channels of several
/// columns at once, straight from the input.
/// </summary>
internal sealed unsafe class DepthwiseConvolution
{
    private readonly TapShape _shape;
    private readonly AlignedArray<float> _weights, _start;
    private readonly nint _rowStep, _columnStep;
    private readonly (int First, int End)[] _horizontal;
    private readonly int _firstInside, _endInside, _width, _height;

    /// <summary>Packs the weights.</summary>
    /// <param name="shape">Sizes; the offsets of the taps are evenly spaced.</param>
    /// <param name="weight">w(channel, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per channel; empty means zero.</param>
    public DepthwiseConvolution(TapShape shape, Func<int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        var (channels, rows, columns) = (shape.Output.Channels, shape.Rows.Length, shape.Columns.Length);
        (_shape, _rowStep, _columnStep) = (shape,
            (nint)Spacing(shape.Rows) * shape.Input.Width * 16, Spacing(shape.Columns) * 16);
        (_width, _height) = (shape.Width, shape.Height);
        (_weights, _start) = (new(shape.InputBlocks * Taps * 16), new(shape.InputBlocks * 16));
        bias.CopyTo(_start.Memory.Span);
        for (var c = 0; c < channels; c++)
            for (var tap = 0; tap < Taps; tap++)
                _weights.Memory.Span[(c / 16 * Taps + tap) * 16 + c % 16] = weight(c, tap / columns, tap % columns);

        _horizontal = [.. Enumerable.Range(0, Math.Max(0, shape.Width))
            .Select(column => Inside(shape.Columns, column * shape.Step.X, shape.Input.Width))];
        _firstInside = Math.Max(0, Array.IndexOf(_horizontal, (0, columns)));
        _endInside = Array.LastIndexOf(_horizontal, (0, columns)) + 1;
    }

    private int Taps => _shape.Rows.Length * _shape.Columns.Length;

    /// <summary>Computes a batch of blocked samples. The phases write disjoint positions of one output, row beside row.</summary>
    public static void Run(DepthwiseConvolution[] phases, Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        var shape = phases[0]._shape; // no other phase has more rows
        var (blocks, height, inputPlane, outputPlane) = (shape.InputBlocks, shape.Height, shape.Input.Plane, shape.Output.Plane);
        var chunks = Chunks.OfRows(y.Batch * blocks * height, phases.Length * shape.Width);
        parallel.For(chunks.Count, item =>
        {
            fixed (float* source = x.Span, target = y.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, row) = Math.DivRem(line, height);
                    foreach (var phase in phases)
                        if (row < phase._height)
                            phase.Row(source + (nint)plane * inputPlane * 16,
                                target + (nint)plane * outputPlane * 16, plane % blocks, row);
                }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* x, float* y, int block, int row)
    {
        var (shape, columns) = (_shape, _shape.Columns.Length);
        var (top, bottom) = Inside(shape.Rows, row * shape.Step.Y, shape.Input.Height);
        if (top < bottom) x += (nint)(row * shape.Step.Y + shape.Rows[top]) * shape.Input.Width * 16;
        y += ((nint)(row * shape.OutputStep.Y + shape.First.Y) * shape.Output.Width + shape.First.X) * 16;
        float* weights = _weights.Pointer + (nint)(block * Taps + top * columns) * 16, start = _start.Pointer + block * 16;
        nint step = shape.Step.X * 16, outputStep = shape.OutputStep.X * 16;
        for (int column = 0, count; column < _width; column += count)
        {
            var (left, right) = _horizontal[column];
            var taps = new Grid(bottom - top, _rowStep, right - left, _columnStep, columns * 16);
            var source = x + column * step + (left < right ? shape.Columns[left] * 16 : 0);
            var target = y + column * outputStep;
            count = column >= _firstInside && column < _endInside ? _endInside - column : 1;
            if (taps is { Rows: 3, Columns: 3 } && count > 1)
                ThreeByThree(count, taps, source, step, target, outputStep, weights, start);
            else AnyTaps(count, taps, source, step, target, outputStep, weights + left * 16, start);
        }
    }

    // The commonest window: its weights stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ThreeByThree(int count, Grid taps, float* x, nint step, float* y,
        nint outputStep, float* weights, float* start)
    {
        Vector512<float> w0 = Vector512.Load(weights), w1 = Vector512.Load(weights + 16), w2 = Vector512.Load(weights + 32),
            w3 = Vector512.Load(weights + 48), w4 = Vector512.Load(weights + 64), w5 = Vector512.Load(weights + 80),
            w6 = Vector512.Load(weights + 96), w7 = Vector512.Load(weights + 112),
            w8 = Vector512.Load(weights + 128), bias = Vector512.Load(start);
        float* upper = x, middle = upper + taps.RowStep, lower = middle + taps.RowStep;
        var (second, third) = (taps.ColumnStep, 2 * taps.ColumnStep);
        for (; count > 0; count--)
        {
            var sum = Vector512.FusedMultiplyAdd(w0, Vector512.Load(upper), bias);
            sum = Vector512.FusedMultiplyAdd(w1, Vector512.Load(upper + second), sum);
            sum = Vector512.FusedMultiplyAdd(w2, Vector512.Load(upper + third), sum);
            sum = Vector512.FusedMultiplyAdd(w3, Vector512.Load(middle), sum);
            sum = Vector512.FusedMultiplyAdd(w4, Vector512.Load(middle + second), sum);
            sum = Vector512.FusedMultiplyAdd(w5, Vector512.Load(middle + third), sum);
            sum = Vector512.FusedMultiplyAdd(w6, Vector512.Load(lower), sum);
            sum = Vector512.FusedMultiplyAdd(w7, Vector512.Load(lower + second), sum);
            sum = Vector512.FusedMultiplyAdd(w8, Vector512.Load(lower + third), sum);
            sum.Store(y);
            upper += step;
            middle += step;
            lower += step;
            y += outputStep;
        }
    }

    // Four columns at once share each weight.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AnyTaps(int count, Grid taps, float* x, nint step, float* y,
        nint outputStep, float* weights, float* start)
    {
        for (; count >= 4; count -= 4, x += 4 * step, y += 4 * outputStep)
            Columns(4, taps, x, step, y, outputStep, weights, start);
        for (; count > 0; count--, x += step, y += outputStep) Columns(1, taps, x, step, y, outputStep, weights, start);
    }

    // The count is a constant wherever this is inlined, so every condition on it vanishes, with the registers it guards.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns(int count, Grid taps, float* x, nint step, float* y,
        nint outputStep, float* weights, float* start)
    {
        Vector512<float> a0, a1, a2, a3;
        a0 = a1 = a2 = a3 = Vector512.Load(start);
        for (var r = 0; r < taps.Rows; r++, x += taps.RowStep, weights += taps.WeightStep)
        {
            float* p = x, w = weights;
            for (var c = 0; c < taps.Columns; c++, p += taps.ColumnStep, w += 16)
            {
                var weight = Vector512.Load(w);
                a0 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(p), a0);
                if (count > 1) a1 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(p + step), a1);
                if (count > 1) a2 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(p + 2 * step), a2);
                if (count > 1) a3 = Vector512.FusedMultiplyAdd(weight, Vector512.Load(p + 3 * step), a3);
            }
        }

        a0.Store(y);
        if (count > 1) a1.Store(y + outputStep);
        if (count > 1) a2.Store(y + 2 * outputStep);
        if (count > 1) a3.Store(y + 3 * outputStep);
    }

    // The taps that are used, and the steps between them in the input and the weights, in elements.
    private readonly record struct Grid(int Rows, nint RowStep, int Columns, nint ColumnStep, nint WeightStep);

    private static int Spacing(int[] offsets) => offsets.Length < 2 ? 0 : offsets[1] - offsets[0];

    // The taps inside the input at this position: first and end.
    private static (int First, int End) Inside(int[] offsets, int position, int size)
    {
        var (first, end) = (0, offsets.Length);
        while (first < end && position + offsets[first] < 0) first++;
        while (first < end && position + offsets[end - 1] >= size) end--;
        return (first, end);
    }
}
