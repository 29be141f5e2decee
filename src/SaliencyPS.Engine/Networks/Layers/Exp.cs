namespace SaliencyPS.Networks.Layers;

/// <summary>eˣ.</summary>
public sealed record Exp : ElementwiseLayer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;
}
