namespace SaliencyPS.Networks.Layers;

/// <summary>
/// x rounded to a whole number of steps, to even where two are equally near, and clipped to a range: what activations of a
/// quantized network go through. Its derivative is taken as 1 inside the range and 0 outside (straight-through estimator, Bengio,
/// Léonard and Courville 2013), because that of rounding is 0 nearly everywhere.
/// </summary>
/// <param name="Step">Distance of neighboring values, above 0.</param>
/// <param name="Minimum">Fewest steps.</param>
/// <param name="Maximum">Most steps.</param>
public sealed record Quantize(float Step, int Minimum, int Maximum) : ElementwiseLayer
{
    /// <summary>Distance of neighboring values.</summary>
    public float Step { get; } = Step;

    /// <summary>Fewest steps.</summary>
    public int Minimum { get; } = Minimum;

    /// <summary>Most steps.</summary>
    public int Maximum { get; } = Maximum;
}
