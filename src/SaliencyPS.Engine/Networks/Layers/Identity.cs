namespace SaliencyPS.Networks.Layers;

/// <summary>Passes its input on: dropout at inference. Removed when the network is built.</summary>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass) => pass.Inputs[0].Span.CopyTo(pass.Output.Span);

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass) => pass.OutputGradient.Span.CopyTo(pass.InputGradients[0].Span);
}
