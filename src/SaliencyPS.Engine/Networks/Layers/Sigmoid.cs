namespace SaliencyPS.Networks.Layers;

/// <summary>1 / (1 + e⁻ˣ).</summary>
public sealed record Sigmoid : ElementwiseLayer;
