namespace SaliencyPS.Networks.Layers;

/// <summary>Product of two inputs; axes of length 1 are repeated (a gate per channel, for example).</summary>
public sealed record Multiply : BroadcastLayer
{
    /// <inheritdoc/>
    public override RelevanceKind Relevance => RelevanceKind.Unchanged;
}
