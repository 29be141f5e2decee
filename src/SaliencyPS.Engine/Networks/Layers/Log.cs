namespace SaliencyPS.Networks.Layers;

/// <summary>The natural logarithm.</summary>
public sealed record Log : ElementwiseLayer
{
    /// <inheritdoc/>
    public override RelevanceKind Relevance => RelevanceKind.Undefined;
}
