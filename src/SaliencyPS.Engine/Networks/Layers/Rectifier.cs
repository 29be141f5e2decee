using SaliencyPS.Networks.Fast;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// A piecewise linear activation: the identity strictly between two bounds; outside them constant, or a line of a smaller slope.
/// Its only state is one bit per element: 1 where the gradient passes. At a bound itself the gradient is that of the outside.
/// </summary>
public abstract class Rectifier(float minimum, float maximum, float slope) : Layer
{
    /// <inheritdoc/>
    public sealed override bool InPlace => true;

    /// <inheritdoc/>
    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => BitMask.Bytes(inputs[0].Length);

    /// <inheritdoc/>
    internal sealed override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => new(new FastRectifier(minimum, maximum, slope), given, given);

    /// <inheritdoc/>
    public sealed override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            var mask = pass.StateOf<byte>(n);
            T low = T.CreateChecked(minimum), high = T.CreateChecked(maximum), outside = T.CreateChecked(slope);
            mask.Clear();
            for (var i = 0; i < x.Length; i++)
            {
                var passes = x[i] > low && x[i] < high;
                if (passes && !mask.IsEmpty) BitMask.Set(mask, i);
                y[i] = passes ? x[i] : x[i] <= low ? low + outside * (x[i] - low) : x[i] >= high ? high : x[i];
            }
        }
    }

    /// <inheritdoc/>
    public sealed override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g);
            var mask = pass.StateOf<byte>(g / pass.GradientsPerSample);
            var outside = T.CreateChecked(slope);
            for (var i = 0; i < gy.Length; i++)
            {
                var signal = gy[i];
                var result = pass.Rule == GradientRule.Deconvnet || BitMask.Get(mask, i) ? signal : outside * signal;
                gx[i] = pass.Rule == GradientRule.Backpropagation || signal > T.Zero ? result : outside * result;
            }
        }
    }
}
