namespace SaliencyPS.Networks.Layers;

/// <summary>
/// x · Φ(x) with the normal distribution Φ, or ½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³))) (Hendrycks and Gimpel 2016).
/// </summary>
/// <param name="Approximate">Whether to take the form with tanh.</param>
public sealed record Gelu(bool Approximate = false) : ElementwiseLayer
{
    /// <summary>Whether the form with tanh is taken.</summary>
    public bool Approximate { get; } = Approximate;
}
