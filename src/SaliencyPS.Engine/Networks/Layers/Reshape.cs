using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>The values of the input in row-major order under another shape of the same length.</summary>
/// <param name="Shape">The shape of the result; null for one axis.</param>
public record Reshape(TensorShape? Shape) : Layer
{
    /// <summary>The shape of the result; null for one axis.</summary>
    public TensorShape? Shape { get; } = Shape;

    /// <inheritdoc/>
    internal sealed override RelevanceKind Relevance => RelevanceKind.Selection;

    /// <inheritdoc/>
    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var result = Shape ?? new TensorShape(inputs[0].Length);
        return result.Length == inputs[0].Length ? result
            : throw new NetworkFormatException(
                "A reshape must keep the number of values.", expected: $"{inputs[0].Length} values", actual: $"{result}");
    }

    // Where rows and columns become others, one field cannot tell of all elements.
    /// <inheritdoc/>
    public sealed override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        OutputShape([shape]) is var result && (result.Height, result.Width) == (shape.Height, shape.Width) ? input
            : ReceptiveField.Everything;

    /// <inheritdoc/>
    public sealed override long MultiplyAdds(TensorShape output) => 0;
}
