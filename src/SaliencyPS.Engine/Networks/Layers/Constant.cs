using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Numbers that do not depend on the image, where a layer reads them as an input: class tokens, position embeddings.
/// </summary>
/// <param name="Values">The numbers with their shape.</param>
public sealed record Constant(Weights Values) : Layer
{
    /// <summary>The numbers with their shape.</summary>
    public Weights Values { get; } = Values;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Selection;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs.IsEmpty ? Values.Shape
        : throw new NetworkFormatException("A constant has no inputs.", expected: "0", actual: $"{inputs.Length}");

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
