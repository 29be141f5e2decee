namespace SaliencyPS.Networks.Layers;

/// <summary>|x|, whose derivative at 0 is 0.</summary>
public sealed record Absolute : ElementwiseLayer;
