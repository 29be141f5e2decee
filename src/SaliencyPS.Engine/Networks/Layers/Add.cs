namespace SaliencyPS.Networks.Layers;

/// <summary>Sum of two or more inputs; axes of length 1 are repeated.</summary>
public sealed record Add : BroadcastLayer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Contribution;
}
