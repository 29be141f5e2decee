using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Maximum over a sliding window; padding never wins. State: the position of the maximum (the switch) in its input plane, as int32
/// per output element; the gradient goes to the first maximum in row order, as in PyTorch.
/// </summary>
public sealed class MaxPool(Window2D window) : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => PoolShape.Of(window, inputs[0]);

    /// <inheritdoc/>
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(OutputShape(inputs).Length * sizeof(int));

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(window);

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => window.Taps > FastMaxPool.MostTaps ? null
        : new(new FastMaxPool(PoolShape.Rows(window, inputs[0]), PoolShape.Columns(window, inputs[0]), window.KernelWidth), Layout.Blocked, Layout.Blocked);

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var (input, output) = (pass.Inputs[0].Shape, pass.Output.Shape);
        pass.Parallel.For(pass.Output.Batch * output.Channels, item =>
        {
            var (sample, channel) = Math.DivRem(item, output.Channels);
            var x = pass.Inputs[0].Sample(sample).Slice(channel * input.Plane, input.Plane);
            var y = pass.Output.Sample(sample).Slice(channel * output.Plane, output.Plane);
            var state = pass.StateOf<int>(sample);
            var switches = state.IsEmpty ? state : state.Slice(channel * output.Plane, output.Plane);
            for (int oy = 0, at = 0; oy < output.Height; oy++)
            {
                var rows = PoolShape.Taps(oy, window.StrideY, window.PadTop, window.DilationY, window.KernelHeight, input.Height);
                for (var ox = 0; ox < output.Width; ox++, at++)
                {
                    var columns = PoolShape.Taps(ox, window.StrideX, window.PadLeft, window.DilationX, window.KernelWidth, input.Width);
                    var best = rows.First * input.Width + columns.First;
                    for (var iy = rows.First; iy < rows.End; iy += window.DilationY)
                    {
                        for (int ix = columns.First, i = iy * input.Width + ix; ix < columns.End; ix += window.DilationX, i += window.DilationX)
                            if (x[i] > x[best] || T.IsNaN(x[i])) best = i;
                    }

                    y[at] = x[best];
                    if (!switches.IsEmpty) switches[at] = best;
                }
            }
        });
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var (input, output) = (pass.InputGradients[0].Shape, pass.OutputGradient.Shape);
        pass.Parallel.For(pass.OutputGradient.Batch * output.Channels, item =>
        {
            var (g, channel) = Math.DivRem(item, output.Channels);
            var gx = pass.InputGradients[0].Sample(g).Slice(channel * input.Plane, input.Plane);
            var gy = pass.OutputGradient.Sample(g).Slice(channel * output.Plane, output.Plane);
            var switches = pass.StateOf<int>(g / pass.GradientsPerSample).Slice(channel * output.Plane, output.Plane);
            gx.Clear();
            for (var i = 0; i < gy.Length; i++) gx[switches[i]] += gy[i];
        });
    }
}
