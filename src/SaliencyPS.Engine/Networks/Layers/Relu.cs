namespace SaliencyPS.Networks.Layers;

/// <summary>max(x, 0).</summary>
public sealed record Relu() : Rectifier(0, float.PositiveInfinity, 0);
