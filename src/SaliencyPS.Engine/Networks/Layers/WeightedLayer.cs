namespace SaliencyPS.Networks.Layers;

/// <summary>A layer that computes W · x + b of its input x, with constant W and b.</summary>
public abstract record WeightedLayer : Layer
{
    /// <inheritdoc/>
    internal sealed override RelevanceKind Relevance => RelevanceKind.Contribution;

    /// <summary>W; its shape is told by each layer.</summary>
    public abstract Weights Weight { get; }

    /// <summary>b: one value per output (channel), or one for all where a layer says so.</summary>
    public abstract Weights Bias { get; }

    /// <summary>The layer with other numbers.</summary>
    /// <param name="weight">In the shape of <see cref="Weight"/>.</param>
    /// <param name="bias">In the shape of <see cref="Bias"/>.</param>
    public abstract WeightedLayer With(Weights weight, Weights bias);
}
