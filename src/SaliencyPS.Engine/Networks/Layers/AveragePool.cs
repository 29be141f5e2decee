using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Mean over a sliding window. With <c>countIncludePad</c> the divisor counts the padding (but nothing beyond it, where ceil mode
/// lets a window hang over), as in PyTorch and ONNX; without it, only the elements of the input.
/// </summary>
public sealed class AveragePool(Window2D window, bool countIncludePad = false) : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => PoolShape.Of(window, inputs[0]);

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(window);

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        var shape = inputs[0];
        return new(new FastAveragePool(PoolShape.Rows(window, shape, oy => RowCount(oy, shape)), PoolShape.Columns(window, shape, ox => ColumnCount(ox, shape))),
            Layout.Blocked, Layout.Blocked);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass) => Each(pass, pass.Inputs[0], pass.Output, (x, y, at, rows, columns, width, divisor) =>
    {
        var sum = T.Zero;
        for (var iy = rows.First; iy < rows.End; iy += window.DilationY)
            for (var ix = columns.First; ix < columns.End; ix += window.DilationX) sum += x[iy * width + ix];
        y[at] = sum / divisor;
    });

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass) => Each(pass, pass.InputGradients[0], pass.OutputGradient, (gx, gy, at, rows, columns, width, divisor) =>
    {
        if (at == 0) gx.Clear();
        var share = gy[at] / divisor;
        for (var iy = rows.First; iy < rows.End; iy += window.DilationY)
            for (var ix = columns.First; ix < columns.End; ix += window.DilationX) gx[iy * width + ix] += share;
    });

    private delegate void Step<T>(Span<T> input, Span<T> output, int at, (int First, int End) rows, (int First, int End) columns, int width, T divisor);

    // Visits every window of every plane in row order.
    private void Each<T>(LayerPass<T> pass, Tensor<T> input, Tensor<T> output, Step<T> step)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (large, small) = (input.Shape, output.Shape);
        pass.Parallel.For(output.Batch * small.Channels, item =>
        {
            var (sample, channel) = Math.DivRem(item, small.Channels);
            var x = input.Sample(sample).Slice(channel * large.Plane, large.Plane);
            var y = output.Sample(sample).Slice(channel * small.Plane, small.Plane);
            for (int oy = 0, at = 0; oy < small.Height; oy++)
            {
                var rows = PoolShape.Taps(oy, window.StrideY, window.PadTop, window.DilationY, window.KernelHeight, large.Height);
                var rowCount = RowCount(oy, large);
                for (var ox = 0; ox < small.Width; ox++, at++)
                {
                    var columns = PoolShape.Taps(ox, window.StrideX, window.PadLeft, window.DilationX, window.KernelWidth, large.Width);
                    step(x, y, at, rows, columns, large.Width, T.CreateChecked(rowCount * ColumnCount(ox, large)));
                }
            }
        });
    }

    private int RowCount(int oy, TensorShape input) =>
        Count(oy, window.StrideY, window.PadTop, window.PadBottom, window.DilationY, window.KernelHeight, input.Height);

    private int ColumnCount(int ox, TensorShape input) =>
        Count(ox, window.StrideX, window.PadLeft, window.PadRight, window.DilationX, window.KernelWidth, input.Width);

    // Taps along one axis that count for the divisor.
    private int Count(int position, int stride, int before, int after, int dilation, int kernel, int size)
    {
        var start = position * stride - before;
        var (first, end) = countIncludePad ? (start, size + after) : (0, size);
        var count = 0;
        for (var tap = 0; tap < kernel; tap++)
            if (start + tap * dilation >= first && start + tap * dilation < end) count++;
        return count;
    }
}
