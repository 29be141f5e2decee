using SaliencyPS.Networks;
using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// An elementwise layer through which relevance passes as it is: to the first input that has the result's shape. The others (the gates of
/// a product) get none.
/// </summary>
internal sealed class PassingLayer(Layer layer) : Layer
{
    public override bool InPlace => layer.InPlace;

    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => layer.OutputShape(inputs);

    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) =>
        layer.Fast(inputs, given) is { } form ? form with { Layer = new PassingLayer(form.Layer) } : null;

    // Without room for a state the layer keeps none.
    public override void Forward<T>(LayerPass<T> pass) => layer.Forward(pass);

    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var given = false;
        foreach (var gradient in pass.InputGradients)
        {
            if (!given && gradient.Shape == pass.OutputGradient.Shape) pass.OutputGradient.Span.CopyTo(gradient.Span);
            else gradient.Span.Clear();
            given |= gradient.Shape == pass.OutputGradient.Shape;
        }
    }
}
