using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>
/// Maximum over a sliding window, 16 channels at once. State: one byte per element, the number of the winning tap among those
/// inside the input. The gradient of a position is the sum over the windows that chose it, first to last.
/// </summary>
/// <param name="rows">Windows along the vertical axis.</param>
/// <param name="columns">Windows along the horizontal axis.</param>
/// <param name="rowTaps">Distance of the numbers of taps below each other.</param>
internal sealed unsafe class FastMaxPool(PoolAxis rows, PoolAxis columns, int rowTaps) : FastLayer
{
    /// <summary>Most taps that a byte can tell apart.</summary>
    public const int MostTaps = 256;

    private int OutputPlane => rows.Windows.Length * columns.Windows.Length;

    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Channels * OutputPlane);

    protected override void Forward(LayerPass<float> pass)
    {
        var chunks = Chunks.OfRows(pass.Output.Batch * pass.Output.Shape.Channels / Lanes * rows.Windows.Length, columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* x = pass.Inputs[0].Span, y = pass.Output.Span)
            fixed (byte* state = pass.State.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, oy) = Math.DivRem(line, rows.Windows.Length);
                    var at = (nint)line * columns.Windows.Length * Lanes;
                    Row(x + (nint)plane * rows.Size * columns.Size * Lanes, y + at, state == null ? null : state + at, rows.Windows[oy]);
                }
        });
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        var blocks = pass.OutputGradient.Shape.Channels / Lanes;
        var chunks = Chunks.OfRows(pass.OutputGradient.Batch * blocks * rows.Size, columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* gx = pass.InputGradients[0].Span, gy = pass.OutputGradient.Span)
            fixed (byte* state = pass.State.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, iy) = Math.DivRem(line, rows.Size);
                    var (gradient, block) = Math.DivRem(plane, blocks);
                    var source = gradient / pass.GradientsPerSample * blocks + block;
                    GradientRow(gx + (nint)line * columns.Size * Lanes, gy + (nint)plane * OutputPlane * Lanes, state + (nint)source * OutputPlane * Lanes, rows.Readers(iy));
                }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* x, float* y, byte* state, PoolWindow vertical)
    {
        nint rowStep = (nint)rows.Step * columns.Size * Lanes, step = columns.Step * Lanes;
        x += (nint)vertical.First * columns.Size * Lanes;
        var (height, columnStep) = (vertical.Taps(rows.Step), columns.Step);
        foreach (var horizontal in columns.Windows)
        {
            var width = horizontal.Taps(columnStep);
            var first = x + horizontal.First * Lanes;
            var (winner, total) = (Vector512<int>.Zero, Vector512<float>.Zero);
            var best = Vector512.Load(first);
            for (int row = 0, tap = 0; row < height; row++, tap += rowTaps)
                for (var column = 0; column < width; column++)
                {
                    // Two comparisons, because one result used twice would leave the mask registers.
                    var value = Vector512.Load(first + row * rowStep + column * step);
                    winner = Vector512.ConditionalSelect(Vector512.GreaterThan(value, best).AsInt32(), Vector512.Create(tap + column), winner);
                    best = Vector512.ConditionalSelect(Vector512.LessThan(best, value), value, best);
                    total += value;
                }

            // A sum is a number only if all its terms are.
            if (!Vector512.EqualsAll(total, total)) (best, winner) = LastNotANumber(first, height, rowStep, width, step, best, winner);
            best.Store(y);
            y += Lanes;
            if (state == null) continue;
            ByteLanes.Store(state, winner);
            state += Lanes;
        }
    }

    private (Vector512<float> Best, Vector512<int> Winner) LastNotANumber(
        float* x, int height, nint rowStep, int width, nint step, Vector512<float> best, Vector512<int> winner)
    {
        for (var row = 0; row < height; row++)
            for (var column = 0; column < width; column++)
            {
                var value = Vector512.Load(x + row * rowStep + column * step);
                var wins = Vector512.IsNaN(value);
                best = Vector512.ConditionalSelect(wins, value, best);
                winner = Vector512.ConditionalSelect(wins.AsInt32(), Vector512.Create(row * rowTaps + column), winner);
            }

        return (best, winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GradientRow(float* gx, float* gy, byte* state, ReadOnlySpan<PoolReader> vertical)
    {
        new Span<float>(gx, columns.Size * Lanes).Clear();
        nint step = columns.Step * Lanes;
        foreach (var (oy, row) in vertical)
        {
            var at = (nint)oy * columns.Windows.Length * Lanes;
            foreach (var horizontal in columns.Windows)
            {
                Vector512<float> gradient = Vector512.Load(gy + at);
                var (winner, tap, target) = (ByteLanes.Load(state + at), row * rowTaps, (nint)horizontal.First * Lanes);
                for (var end = (nint)horizontal.End * Lanes; target < end; target += step, tap++)
                    (Vector512.Load(gx + target) + (gradient & Vector512.Equals(winner, Vector512.Create(tap)).AsSingle())).Store(gx + target);
                at += Lanes;
            }
        }
    }
}
