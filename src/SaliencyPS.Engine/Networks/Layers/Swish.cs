namespace SaliencyPS.Networks.Layers;

/// <summary>x / (1 + e^(−βx)); with β = 1 SiLU.</summary>
/// <param name="Beta">β.</param>
public sealed record Swish(float Beta = 1) : ElementwiseLayer
{
    /// <summary>β.</summary>
    public float Beta { get; } = Beta;
}
