namespace SaliencyPS.Networks.Layers;

/// <summary>The hyperbolic tangent.</summary>
public sealed record Tanh : ElementwiseLayer;
