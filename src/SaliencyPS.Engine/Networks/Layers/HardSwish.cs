namespace SaliencyPS.Networks.Layers;

/// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
public sealed record HardSwish : ElementwiseLayer;
