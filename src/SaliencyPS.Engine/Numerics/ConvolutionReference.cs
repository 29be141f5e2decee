using System.Numerics;

namespace SaliencyPS.Numerics;

/// <summary>Convolution and its input gradient straight from the definition: the slow twin of every fast kernel, in any precision.</summary>
internal static class ConvolutionReference
{
    /// <summary>y[o] = bias[o] + Σ w[o, i, ky, kx] · x[i, oy·stride − pad + ky·dilation, …], one output channel of one sample.</summary>
    public static void Forward<T>(ConvolutionShape shape, float[] weight, float[] bias, ReadOnlySpan<T> x, Span<T> y, int channel)
        where T : IBinaryFloatingPointIeee754<T>
    {
        y = y.Slice(channel * shape.Output.Plane, shape.Output.Plane);
        y.Fill(T.CreateChecked(bias[channel]));
        var group = channel / shape.OutputsPerGroup;
        for (var i = 0; i < shape.InputsPerGroup; i++)
        {
            var plane = x.Slice((group * shape.InputsPerGroup + i) * shape.Input.Plane, shape.Input.Plane);
            for (var tap = 0; tap < shape.Window.Taps; tap++)
            {
                var w = T.CreateChecked(weight[(channel * shape.InputsPerGroup + i) * shape.Window.Taps + tap]);
                foreach (var (at, from) in new TapVisits(shape, tap)) y[at] += w * plane[from];
            }
        }
    }

    /// <summary>gx[i, …] = Σ w[o, i, ky, kx] · gy[o, …] over every output that read it, one input channel of one sample.</summary>
    public static void InputGradient<T>(ConvolutionShape shape, float[] weight, ReadOnlySpan<T> gy, Span<T> gx, int channel)
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
                var w = T.CreateChecked(weight[(o * shape.InputsPerGroup + i) * shape.Window.Taps + tap]);
                foreach (var (at, from) in new TapVisits(shape, tap)) gx[from] += w * plane[at];
            }
        }
    }
}
