using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="LocalResponseNormalization"/>. Saved: x and s.</summary>
internal sealed class ReferenceLocalResponseNormalization(LocalResponseNormalization layer) : Step
{
    private readonly int _before = layer.Before, _after = layer.After;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked(inputs[0].Length * 2 * elementSize);

    public override void Forward<T>(StepPass<T> pass)
    {
        var (channels, plane) = (pass.Output.Shape.Channels, pass.Output.Shape.Plane);
        T factor = T.CreateChecked(layer.Alpha) / T.CreateChecked(layer.Size), exponent = T.CreateChecked(-layer.Beta);
        var offset = T.CreateChecked(layer.Bias);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var sample = n;
            pass.Parallel.For(channels, c =>
            {
                Span<T> x = pass.Inputs[0].Sample(sample), y = pass.Output.Sample(sample), saved = pass.SavedOf<T>(sample);
                for (var i = 0; i < plane; i++)
                {
                    var sum = T.Zero;
                    for (var j = First(c); j <= Last(c, channels); j++) sum += x[j * plane + i] * x[j * plane + i];
                    var (at, scale) = (c * plane + i, offset + factor * sum);
                    y[at] = x[at] * T.Pow(scale, exponent);
                    if (saved.IsEmpty) continue;
                    saved[at] = x[at];
                    saved[x.Length + at] = scale;
                }
            });
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var (channels, plane) = (pass.Output.Shape.Channels, pass.Output.Shape.Plane);
        T factor = T.CreateChecked(2 * layer.Alpha * layer.Beta / layer.Size), exponent = T.CreateChecked(-layer.Beta);
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            var sample = g;
            pass.Parallel.For(channels, c =>
            {
                Span<T> gy = pass.OutputGradient.Sample(sample), gx = pass.InputGradients[0].Sample(sample);
                var saved = pass.SavedOf<T>(sample / pass.GradientsPerSample);
                Span<T> x = saved[..gy.Length], scale = saved[gy.Length..];
                for (var i = 0; i < plane; i++)
                {
                    // Channel c stands in the window of every channel j with j − before ≤ c ≤ j + after.
                    var sum = T.Zero;
                    for (var j = Math.Max(0, c - _after); j <= Math.Min(channels - 1, c + _before); j++)
                    {
                        var other = j * plane + i;
                        sum += gy[other] * x[other] * T.Pow(scale[other], exponent) / scale[other];
                    }

                    var at = c * plane + i;
                    gx[at] = gy[at] * T.Pow(scale[at], exponent) - factor * x[at] * sum;
                }
            });
        }
    }

    private int First(int channel) => Math.Max(0, channel - _before);

    private int Last(int channel, int channels) => Math.Min(channels - 1, channel + _after);
}
