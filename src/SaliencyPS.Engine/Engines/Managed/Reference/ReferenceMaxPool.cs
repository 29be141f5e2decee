using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="MaxPool"/>. Saved: the position of the maximum (the switch) in its input channel, as int32 per
/// result element; the gradient goes there.
/// </summary>
internal sealed class ReferenceMaxPool(MaxPool layer) : Step
{
    private readonly Window2D _window = layer.Window;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked(layer.OutputShape(inputs).Length * sizeof(int));

    public override void Forward<T>(StepPass<T> pass)
    {
        var (input, output) = (pass.Inputs[0].Shape, pass.Output.Shape);
        pass.Parallel.For(pass.Output.Batch * output.Channels, item =>
        {
            var (sample, channel) = Math.DivRem(item, output.Channels);
            var x = pass.Inputs[0].Sample(sample).Slice(channel * input.Plane, input.Plane);
            var y = pass.Output.Sample(sample).Slice(channel * output.Plane, output.Plane);
            var saved = pass.SavedOf<int>(sample);
            var switches = saved.IsEmpty ? saved : saved.Slice(channel * output.Plane, output.Plane);
            for (int oy = 0, at = 0; oy < output.Height; oy++)
            {
                var rows = PoolShape.Taps(oy, _window.StrideY, _window.PadTop, _window.DilationY,
                    _window.KernelHeight, input.Height);
                for (var ox = 0; ox < output.Width; ox++, at++)
                {
                    var columns = PoolShape.Taps(ox, _window.StrideX, _window.PadLeft, _window.DilationX,
                        _window.KernelWidth, input.Width);
                    var best = rows.First * input.Width + columns.First;
                    for (var iy = rows.First; iy < rows.End; iy += _window.DilationY)
                    {
                        for (int ix = columns.First, i = iy * input.Width + ix; ix < columns.End;
                            ix += _window.DilationX, i += _window.DilationX)
                            if (x[i] > x[best] || T.IsNaN(x[i])) best = i;
                    }

                    y[at] = x[best];
                    if (!switches.IsEmpty) switches[at] = best;
                }
            }
        });
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var (input, output) = (pass.InputGradients[0].Shape, pass.OutputGradient.Shape);
        pass.Parallel.For(pass.OutputGradient.Batch * output.Channels, item =>
        {
            var (g, channel) = Math.DivRem(item, output.Channels);
            var gx = pass.InputGradients[0].Sample(g).Slice(channel * input.Plane, input.Plane);
            var gy = pass.OutputGradient.Sample(g).Slice(channel * output.Plane, output.Plane);
            var switches = pass.SavedOf<int>(g / pass.GradientsPerSample).Slice(channel * output.Plane, output.Plane);
            gx.Clear();
            for (var i = 0; i < gy.Length; i++) gx[switches[i]] += gy[i];
        });
    }
}
