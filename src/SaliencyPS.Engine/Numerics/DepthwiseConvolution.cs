using SaliencyPS.Networks;

namespace SaliencyPS.Numerics;

/// <summary>Depth-wise convolution and its input gradient: every channel on its own, row by row, tap by tap.</summary>
internal sealed class DepthwiseConvolution(Window2D window, float[] weight, float[] bias)
{
    public void Forward(Tensor<float> x, Tensor<float> y, Parallelism parallel) => parallel.For(y.Batch * y.Shape.Channels, item =>
    {
        var (n, channel) = Math.DivRem(item, y.Shape.Channels);
        ReadOnlySpan<float> source = Plane(x, n, channel);
        var target = Plane(y, n, channel);
        target.Fill(bias[channel]);
        for (var oy = 0; oy < y.Shape.Height; oy++)
            for (var tap = 0; tap < window.Taps; tap++)
            {
                if (!Row(tap, oy, x.Shape.Height, out var iy)) continue;
                var (from, to, ix) = Span(tap, x.Shape.Width, y.Shape.Width);
                if (from >= to) continue;
                var w = weight[channel * window.Taps + tap];
                var line = target.Slice(oy * y.Shape.Width + from, to - from);
                var row = source.Slice(iy * x.Shape.Width, x.Shape.Width)[ix..];
                if (window.StrideX == 1) Vectors.MultiplyAdd(line, row[..line.Length], w);
                else for (var i = 0; i < line.Length; i++) line[i] = MathF.FusedMultiplyAdd(w, row[i * window.StrideX], line[i]);
            }
    });

    public void InputGradient(Tensor<float> gy, Tensor<float> gx, Parallelism parallel) => parallel.For(gx.Batch * gx.Shape.Channels, item =>
    {
        var (n, channel) = Math.DivRem(item, gx.Shape.Channels);
        ReadOnlySpan<float> source = Plane(gy, n, channel);
        var target = Plane(gx, n, channel);
        target.Clear();
        for (var oy = 0; oy < gy.Shape.Height; oy++)
            for (var tap = 0; tap < window.Taps; tap++)
            {
                if (!Row(tap, oy, gx.Shape.Height, out var iy)) continue;
                var (from, to, ix) = Span(tap, gx.Shape.Width, gy.Shape.Width);
                if (from >= to) continue;
                var w = weight[channel * window.Taps + tap];
                var line = source.Slice(oy * gy.Shape.Width + from, to - from);
                var row = target.Slice(iy * gx.Shape.Width, gx.Shape.Width)[ix..];
                if (window.StrideX == 1) Vectors.MultiplyAdd(row[..line.Length], line, w);
                else for (var i = 0; i < line.Length; i++) row[i * window.StrideX] = MathF.FusedMultiplyAdd(w, line[i], row[i * window.StrideX]);
            }
    });

    private static Span<float> Plane(Tensor<float> tensor, int sample, int channel) => tensor.Sample(sample).Slice(channel * tensor.Shape.Plane, tensor.Shape.Plane);

    private bool Row(int tap, int oy, int height, out int iy)
    {
        iy = oy * window.StrideY + tap / window.KernelWidth * window.DilationY - window.PadTop;
        return (uint)iy < (uint)height;
    }

    // Output columns [from, to) whose tap lies inside the input, and the input column of the first.
    private (int From, int To, int Input) Span(int tap, int inputWidth, int outputWidth)
    {
        var offset = tap % window.KernelWidth * window.DilationX - window.PadLeft;
        var from = offset < 0 ? (-offset + window.StrideX - 1) / window.StrideX : 0;
        var to = offset >= inputWidth ? 0 : Math.Min(outputWidth, (inputWidth - 1 - offset) / window.StrideX + 1);
        return (from, to, from * window.StrideX + offset);
    }
}
