namespace SaliencyPS.Networks.Layers;

/// <summary>The error function 2/√π · ∫₀ˣ e^(−t²) dt.</summary>
public sealed record Erf : ElementwiseLayer;
