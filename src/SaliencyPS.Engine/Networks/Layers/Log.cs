namespace SaliencyPS.Networks.Layers;

/// <summary>The natural logarithm.</summary>
public sealed record Log : ElementwiseLayer
{
    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;
}
