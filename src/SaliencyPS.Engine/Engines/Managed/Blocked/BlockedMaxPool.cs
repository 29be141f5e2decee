using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Maximum over a sliding window, 16 channels at once. Saved: one byte per element, the number of the winning tap among those
/// inside the input. The gradient of a position is the sum over the windows that chose it, first to last.
/// </summary>
internal sealed unsafe class BlockedMaxPool(MaxPool layer, TensorShape input) : SingleStep
{
    private readonly PoolAxis _rows = PoolAxis.Rows(layer.Window, input), _columns = PoolAxis.Columns(layer.Window, input);

    // Distance of the numbers of taps below each other.
    private readonly int _rowTaps = layer.Window.KernelWidth;

    /// <summary>Most taps that a byte can tell apart.</summary>
    public const int MostTaps = 256;

    private int OutputPlane => _rows.Windows.Length * _columns.Windows.Length;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked(inputs[0].Channels * OutputPlane);

    protected override void Forward(StepPass<float> pass)
    {
        var chunks = Chunks.OfRows(pass.Output.Batch * pass.Output.Shape.Channels / ChannelBlock.Size * _rows.Windows.Length,
            _columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* x = pass.Inputs[0].Span, y = pass.Output.Span)
            fixed (byte* saved = pass.Saved.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, oy) = Math.DivRem(line, _rows.Windows.Length);
                    var at = (nint)line * _columns.Windows.Length * ChannelBlock.Size;
                    Row(x + (nint)plane * _rows.Size * _columns.Size * ChannelBlock.Size, y + at,
                        saved == null ? null : saved + at, _rows.Windows[oy]);
                }
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var blocks = pass.OutputGradient.Shape.Channels / ChannelBlock.Size;
        var chunks = Chunks.OfRows(pass.OutputGradient.Batch * blocks * _rows.Size, _columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* gx = pass.InputGradients[0].Span, gy = pass.OutputGradient.Span)
            fixed (byte* saved = pass.Saved.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, iy) = Math.DivRem(line, _rows.Size);
                    var (gradient, block) = Math.DivRem(plane, blocks);
                    var source = gradient / pass.GradientsPerSample * blocks + block;
                    GradientRow(gx + (nint)line * _columns.Size * ChannelBlock.Size,
                        gy + (nint)plane * OutputPlane * ChannelBlock.Size,
                        saved + (nint)source * OutputPlane * ChannelBlock.Size, _rows.Readers(iy));
                }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* x, float* y, byte* saved, PoolWindow vertical)
    {
        nint rowStep = (nint)_rows.Step * _columns.Size * ChannelBlock.Size, step = _columns.Step * ChannelBlock.Size;
        x += (nint)vertical.First * _columns.Size * ChannelBlock.Size;
        var (height, columnStep) = (vertical.Taps(_rows.Step), _columns.Step);
        foreach (var horizontal in _columns.Windows)
        {
            var width = horizontal.Taps(columnStep);
            var first = x + horizontal.First * ChannelBlock.Size;
            var (winner, total) = (Vector512<int>.Zero, Vector512<float>.Zero);
            var best = Vector512.Load(first);
            for (int row = 0, tap = 0; row < height; row++, tap += _rowTaps)
                for (var column = 0; column < width; column++)
                {
                    // Two comparisons, because one result used twice would leave the mask registers.
                    var value = Vector512.Load(first + row * rowStep + column * step);
                    winner = Vector512.ConditionalSelect(Vector512.GreaterThan(value, best).AsInt32(),
                        Vector512.Create(tap + column), winner);
                    best = Vector512.ConditionalSelect(Vector512.LessThan(best, value), value, best);
                    total += value;
                }

            // A sum is a number only if all its terms are.
            if (!Vector512.EqualsAll(total, total))
                (best, winner) = LastNotANumber(first, height, rowStep, width, step, best, winner);
            best.Store(y);
            y += ChannelBlock.Size;
            if (saved == null) continue;
            ByteLanes.Store(saved, winner);
            saved += ChannelBlock.Size;
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
                winner = Vector512.ConditionalSelect(wins.AsInt32(), Vector512.Create(row * _rowTaps + column), winner);
            }

        return (best, winner);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GradientRow(float* gx, float* gy, byte* saved, ReadOnlySpan<PoolReader> vertical)
    {
        new Span<float>(gx, _columns.Size * ChannelBlock.Size).Clear();
        nint step = _columns.Step * ChannelBlock.Size;
        foreach (var (oy, row) in vertical)
        {
            var at = (nint)oy * _columns.Windows.Length * ChannelBlock.Size;
            foreach (var horizontal in _columns.Windows)
            {
                Vector512<float> gradient = Vector512.Load(gy + at);
                var (winner, tap, target) = (ByteLanes.Load(saved + at), row * _rowTaps,
                    (nint)horizontal.First * ChannelBlock.Size);
                for (var end = (nint)horizontal.End * ChannelBlock.Size; target < end; target += step, tap++)
                    (Vector512.Load(gx + target) + (gradient & Vector512.Equals(winner, Vector512.Create(tap)).AsSingle()))
                        .Store(gx + target);
                at += ChannelBlock.Size;
            }
        }
    }
}
