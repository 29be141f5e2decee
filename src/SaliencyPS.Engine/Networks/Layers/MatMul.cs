using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Product of two computed matrices, … × rows × depth and … × depth × columns, for each index of the
/// axes before, in which the two are equal.
/// </summary>
public sealed record MatMul : Layer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Product;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        if (inputs.Length != 2)
            throw new NetworkFormatException("A product has two inputs.", expected: "2", actual: $"{inputs.Length}");
        ReadOnlySpan<int> left = inputs[0].Sizes, right = inputs[1].Sizes;
        if (left.Length < 2 || left.Length != right.Length || left[^1] != right[^2] || !left[..^2].SequenceEqual(right[..^2]))
            throw new NetworkFormatException(
                "The matrices do not fit together.", expected: "rows × depth and depth × columns, as many of each",
                actual: $"{inputs[0]} and {inputs[1]}");
        return new([.. left[..^1], right[^1]]);
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    // The depth is not known from the result: counted by what reads the shapes of the inputs.
    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
