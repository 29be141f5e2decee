namespace SaliencyPS.Networks.Layers;

/// <summary>eˣ.</summary>
public sealed record Exp : ElementwiseLayer
{
    /// <inheritdoc/>
    public override RelevanceKind Relevance => RelevanceKind.Undefined;
}
