namespace SaliencyPS.Networks.Layers;

/// <summary>
/// A piecewise linear activation: x strictly between two bounds; the maximum above them; below them minimum + slope · (x −
/// minimum). At a bound itself the derivative is that of the outside, unless the bounds
/// count as inside.
/// </summary>
/// <param name="Minimum">The lower bound.</param>
/// <param name="Maximum">The upper bound, perhaps +∞.</param>
/// <param name="Slope">Slope below the lower bound.</param>
public abstract record Rectifier(float Minimum, float Maximum, float Slope) : ElementwiseLayer
{
    /// <summary>The lower bound.</summary>
    public float Minimum { get; } = Minimum;

    /// <summary>The upper bound, perhaps +∞.</summary>
    public float Maximum { get; } = Maximum;

    /// <summary>Slope below the lower bound.</summary>
    public float Slope { get; } = Slope;

    /// <summary>Whether the derivative at a bound itself is that of the inside, 1.</summary>
    public bool IncludesBounds { get; protected init; }
}
