namespace SaliencyPS.Networks.Layers;

/// <summary>sin(x + phase); with a phase of π/2 the cosine.</summary>
/// <param name="Phase">Added to x, in radians.</param>
public sealed record Sine(float Phase = 0) : ElementwiseLayer
{
    /// <summary>Added to x, in radians.</summary>
    public float Phase { get; } = Phase;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Undefined;
}
