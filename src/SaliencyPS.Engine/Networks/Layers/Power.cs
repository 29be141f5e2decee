namespace SaliencyPS.Networks.Layers;

/// <summary>x to a constant power: squares, roots, reciprocals.</summary>
/// <param name="Exponent">The power.</param>
public sealed record Power(float Exponent) : ElementwiseLayer
{
    /// <summary>The power.</summary>
    public float Exponent { get; } = Exponent;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;
}
