using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// A layer whose result has the shape of its only input, and each position of the result depends on that position of the input
/// alone, across channels at most. For inputs of any rank.
/// </summary>
public abstract record ElementwiseLayer : Layer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Unchanged;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <inheritdoc/>
    public sealed override long MultiplyAdds(TensorShape output) => 0;
}
