namespace SaliencyPS.Networks.Layers;

/// <summary>ln(1 + eˣ).</summary>
public sealed record Softplus : ElementwiseLayer;
