using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>Product of two inputs; axes of length 1 are repeated (a gate per channel, for example).</summary>
public sealed record Multiply : BroadcastLayer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Unchanged;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs.Length == 2 ? base.OutputShape(inputs)
        : throw new NetworkFormatException("A product has two inputs.", expected: "2", actual: $"{inputs.Length}");
}
