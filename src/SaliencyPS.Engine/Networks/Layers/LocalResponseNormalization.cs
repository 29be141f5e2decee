using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Normalisation across channels: y_c = x_c / s_c^β with s_c = bias + alpha/size · Σ x_j², j over the <c>size</c> channels around c
/// (ONNX LRN; for odd sizes PyTorch's as well). State: x and s.
/// </summary>
public sealed class LocalResponseNormalization(int size, float alpha = 1e-4f, float beta = 0.75f, float bias = 1) : Layer
{
    private readonly int _before = (size - 1) / 2, _after = size / 2;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        size >= 1 ? inputs[0] : throw new NetworkFormatException("The normalisation size must be at least 1.", actual: $"{size}");

    /// <inheritdoc/>
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * 2 * elementSize);

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => FastLocalResponseNormalization.Supports(beta)
        ? new(new FastLocalResponseNormalization(inputs[0].Channels, _before, _after, alpha / size, beta, bias), Layout.Blocked, Layout.Blocked) : null;

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var (channels, plane) = (pass.Output.Shape.Channels, pass.Output.Shape.Plane);
        T factor = T.CreateChecked(alpha) / T.CreateChecked(size), exponent = T.CreateChecked(-beta), offset = T.CreateChecked(bias);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var sample = n;
            pass.Parallel.For(channels, c =>
            {
                Span<T> x = pass.Inputs[0].Sample(sample), y = pass.Output.Sample(sample), state = pass.StateOf<T>(sample);
                for (var i = 0; i < plane; i++)
                {
                    var sum = T.Zero;
                    for (var j = First(c); j <= Last(c, channels); j++) sum += x[j * plane + i] * x[j * plane + i];
                    var (at, scale) = (c * plane + i, offset + factor * sum);
                    y[at] = x[at] * T.Pow(scale, exponent);
                    if (state.IsEmpty) continue;
                    state[at] = x[at];
                    state[x.Length + at] = scale;
                }
            });
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var (channels, plane) = (pass.Output.Shape.Channels, pass.Output.Shape.Plane);
        T factor = T.CreateChecked(2 * alpha * beta / size), exponent = T.CreateChecked(-beta);
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            var sample = g;
            pass.Parallel.For(channels, c =>
            {
                Span<T> gy = pass.OutputGradient.Sample(sample), gx = pass.InputGradients[0].Sample(sample);
                var state = pass.StateOf<T>(sample / pass.GradientsPerSample);
                Span<T> x = state[..gy.Length], scale = state[gy.Length..];
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
