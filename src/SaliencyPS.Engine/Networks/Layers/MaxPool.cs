using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Maximum over a sliding window; padding never wins. The gradient goes to the first maximum in row order, as in PyTorch.
/// </summary>
/// <param name="Window">The window.</param>
public sealed record MaxPool(Window2D Window) : Layer
{
    /// <summary>The window.</summary>
    public Window2D Window { get; } = Window;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Selection;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => PoolShape.Of(Window, inputs[0]);

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(Window);

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
