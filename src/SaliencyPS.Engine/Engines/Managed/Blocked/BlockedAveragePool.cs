using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Mean over windows, 16 channels at once. The gradient of a position is the sum over the windows that read it, first to last.
/// </summary>
internal sealed unsafe class BlockedAveragePool : SingleStep
{
    private readonly PoolAxis _rows, _columns;
    private readonly float[] _shares;

    private BlockedAveragePool(PoolAxis rows, PoolAxis columns)
    {
        (_rows, _columns) = (rows, columns);
        var shares = from row in rows.Windows.ToArray() from column in columns.Windows.ToArray() select 1f
            / (row.Count * column.Count);
        _shares = [.. shares];
    }

    /// <summary>Prepares for inputs of one shape.</summary>
    public static BlockedAveragePool For(AveragePool layer, TensorShape input) => new(
        PoolAxis.Rows(layer.Window, input, oy => layer.RowCount(oy, input)),
        PoolAxis.Columns(layer.Window, input, ox => layer.ColumnCount(ox, input)));

    /// <summary>Prepares for inputs of one shape.</summary>
    public static BlockedAveragePool For(AdaptiveAveragePool layer, TensorShape input) =>
        new(PoolAxis.Parts(layer.Height, input.Height), PoolAxis.Parts(layer.Width, input.Width));

    protected override void Forward(StepPass<float> pass)
    {
        var chunks = Chunks.OfRows(pass.Output.Batch * pass.Output.Shape.Channels / ChannelBlock.Size * _rows.Windows.Length,
            _columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* x = pass.Inputs[0].Span, y = pass.Output.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, oy) = Math.DivRem(line, _rows.Windows.Length);
                    Row(x + (nint)plane * _rows.Size * _columns.Size * ChannelBlock.Size,
                        y + (nint)line * _columns.Windows.Length * ChannelBlock.Size, oy);
                }
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var chunks = Chunks.OfRows(
            pass.OutputGradient.Batch * pass.OutputGradient.Shape.Channels / ChannelBlock.Size * _rows.Size, _columns.Size);
        pass.Parallel.For(chunks.Count, item =>
        {
            fixed (float* gx = pass.InputGradients[0].Span, gy = pass.OutputGradient.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var (plane, iy) = Math.DivRem(line, _rows.Size);
                    GradientRow(gx + (nint)line * _columns.Size * ChannelBlock.Size,
                        gy + (nint)plane * _shares.Length * ChannelBlock.Size, _rows.Readers(iy));
                }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(float* x, float* y, int oy)
    {
        nint rowStep = (nint)_rows.Step * _columns.Size * ChannelBlock.Size, step = _columns.Step * ChannelBlock.Size;
        var vertical = _rows.Windows[oy];
        var shares = _shares.AsSpan(oy * _columns.Windows.Length);
        x += (nint)vertical.First * _columns.Size * ChannelBlock.Size;
        var height = vertical.Taps(_rows.Step);
        for (var ox = 0; ox < _columns.Windows.Length; ox++, y += ChannelBlock.Size)
        {
            var horizontal = _columns.Windows[ox];
            var (sum, width) = (Vector512<float>.Zero, horizontal.Taps(_columns.Step));
            var line = x + horizontal.First * ChannelBlock.Size;
            for (var row = 0; row < height; row++, line += rowStep)
                for (nint at = 0; at < width * step; at += step) sum += Vector512.Load(line + at);
            (sum * shares[ox]).Store(y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void GradientRow(float* gx, float* gy, ReadOnlySpan<PoolReader> vertical)
    {
        for (var ix = 0; ix < _columns.Size; ix++, gx += ChannelBlock.Size)
        {
            var sum = Vector512<float>.Zero;
            var horizontal = _columns.Readers(ix);
            foreach (var (oy, _) in vertical)
                foreach (var (ox, _) in horizontal)
                {
                    var at = oy * _columns.Windows.Length + ox;
                    sum += Vector512.Load(gy + (nint)at * ChannelBlock.Size) * _shares[at];
                }

            sum.Store(gx);
        }
    }
}
