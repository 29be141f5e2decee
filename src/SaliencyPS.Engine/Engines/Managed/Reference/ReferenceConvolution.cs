using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="Convolution"/> and its input gradient straight from the definition: the slow twin of every fast kernel.
/// </summary>
internal sealed class ReferenceConvolution(Convolution layer) : Step
{
    private readonly Weights _weight = layer.Weight, _bias = layer.Bias;

    public override void Forward<T>(StepPass<T> pass)
    {
        var shape = new ConvolutionShape(pass.Inputs[0].Shape, pass.Output.Shape, layer.Window, layer.Groups);
        pass.Parallel.For(pass.Output.Batch * layer.OutputChannels, item =>
        {
            var (n, channel) = Math.DivRem(item, layer.OutputChannels);
            Forward<T>(shape, pass.Inputs[0].Sample(n), pass.Output.Sample(n), channel);
        });
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var shape = new ConvolutionShape(pass.InputGradients[0].Shape, pass.OutputGradient.Shape, layer.Window, layer.Groups);
        pass.Parallel.For(pass.OutputGradient.Batch * layer.InputChannels, item =>
        {
            var (g, channel) = Math.DivRem(item, layer.InputChannels);
            InputGradient<T>(shape, pass.OutputGradient.Sample(g), pass.InputGradients[0].Sample(g), channel);
        });
    }

    // y[o] = bias[o] + Σ w[o, i, ky, kx] · x[i, oy·stride − pad + ky·dilation, …], one output channel of one sample.
    private void Forward<T>(ConvolutionShape shape, ReadOnlySpan<T> x, Span<T> y, int channel)
        where T : IBinaryFloatingPointIeee754<T>
    {
        y = y.Slice(channel * shape.Output.Plane, shape.Output.Plane);
        y.Fill(T.CreateChecked(_bias[channel]));
        var group = channel / shape.OutputsPerGroup;
        for (var i = 0; i < shape.InputsPerGroup; i++)
        {
            var plane = x.Slice((group * shape.InputsPerGroup + i) * shape.Input.Plane, shape.Input.Plane);
            for (var tap = 0; tap < shape.Window.Taps; tap++)
            {
                var w = T.CreateChecked(_weight[(channel * shape.InputsPerGroup + i) * shape.Window.Taps + tap]);
                foreach (var (at, from) in new TapVisits(shape, tap)) y[at] += w * plane[from];
            }
        }
    }

    // gx[i, …] = Σ w[o, i, ky, kx] · gy[o, …] over every output that read it, one input channel of one sample.
    private void InputGradient<T>(ConvolutionShape shape, ReadOnlySpan<T> gy, Span<T> gx, int channel)
        where T : IBinaryFloatingPointIeee754<T>
    {
        gx = gx.Slice(channel * shape.Input.Plane, shape.Input.Plane);
        gx.Clear();
        var (group, i) = Math.DivRem(channel, shape.InputsPerGroup);
        for (var o = group * shape.OutputsPerGroup; o < (group + 1) * shape.OutputsPerGroup; o++)
        {
            var plane = gy.Slice(o * shape.Output.Plane, shape.Output.Plane);
            for (var tap = 0; tap < shape.Window.Taps; tap++)
            {
                var w = T.CreateChecked(_weight[(o * shape.InputsPerGroup + i) * shape.Window.Taps + tap]);
                foreach (var (at, from) in new TapVisits(shape, tap)) gx[from] += w * plane[at];
            }
        }
    }
}
