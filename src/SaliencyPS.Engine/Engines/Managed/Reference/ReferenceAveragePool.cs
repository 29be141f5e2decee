using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="AveragePool"/>: the mean of each window, and each window's gradient spread evenly over its elements.
/// </summary>
internal sealed class ReferenceAveragePool(AveragePool layer) : Step
{
    private readonly Window2D _window = layer.Window;

    public override void Forward<T>(
        StepPass<T> pass) => Each(pass, pass.Inputs[0], pass.Output, (x, y, at, rows, columns, width, divisor) =>
    {
        var sum = T.Zero;
        for (var iy = rows.First; iy < rows.End; iy += _window.DilationY)
            for (var ix = columns.First; ix < columns.End; ix += _window.DilationX) sum += x[iy * width + ix];
        y[at] = sum / divisor;
    });

    public override void Backward<T>(StepPass<T> pass) =>
        Each(pass, pass.InputGradients[0], pass.OutputGradient, (gx, gy, at, rows, columns, width, divisor) =>
        {
            if (at == 0) gx.Clear();
            var share = gy[at] / divisor;
            for (var iy = rows.First; iy < rows.End; iy += _window.DilationY)
                for (var ix = columns.First; ix < columns.End; ix += _window.DilationX) gx[iy * width + ix] += share;
        });

    private delegate void AtWindow<T>(
        Span<T> input, Span<T> output, int at, (int First, int End) rows, (int First, int End) columns, int width, T divisor);

    // Visits every window of every channel in row order.
    private void Each<T>(StepPass<T> pass, Tensor<T> input, Tensor<T> output, AtWindow<T> visit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (large, small) = (input.Shape, output.Shape);
        pass.Parallel.For(output.Batch * small.Channels, item =>
        {
            var (sample, channel) = Math.DivRem(item, small.Channels);
            var x = input.Sample(sample).Slice(channel * large.Plane, large.Plane);
            var y = output.Sample(sample).Slice(channel * small.Plane, small.Plane);
            for (int oy = 0, at = 0; oy < small.Height; oy++)
            {
                var rows = PoolShape.Taps(oy, _window.StrideY, _window.PadTop, _window.DilationY,
                    _window.KernelHeight, large.Height);
                var rowCount = layer.RowCount(oy, large);
                for (var ox = 0; ox < small.Width; ox++, at++)
                {
                    var columns = PoolShape.Taps(ox, _window.StrideX, _window.PadLeft, _window.DilationX,
                        _window.KernelWidth, large.Width);
                    visit(x, y, at, rows, columns, large.Width, T.CreateChecked(rowCount * layer.ColumnCount(ox, large)));
                }
            }
        });
    }
}
