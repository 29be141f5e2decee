using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>An elementwise activation whose state is its derivative at every element, computed in the forward step.</summary>
public abstract class SmoothActivation<TFunction>(TFunction function) : Layer where TFunction : struct, IActivationFunction
{
    /// <inheritdoc/>
    public sealed override bool InPlace => true;

    /// <inheritdoc/>
    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => inputs[0].Length * elementSize;

    /// <inheritdoc/>
    internal sealed override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => new(new FastActivation<TFunction>(function), given, given);

    /// <inheritdoc/>
    public sealed override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), slopes = pass.StateOf<T>(n);
            for (var i = 0; i < slopes.Length; i++) slopes[i] = function.Slope(x[i]);
            for (var i = 0; i < x.Length; i++) y[i] = function.Value(x[i]);
        }
    }

    /// <inheritdoc/>
    public sealed override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g), slopes = pass.StateOf<T>(g / pass.GradientsPerSample);
            for (var i = 0; i < gy.Length; i++) gx[i] = gy[i] * slopes[i];
        }
    }
}
