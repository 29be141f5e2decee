namespace SaliencyPS.Networks.Layers;

/// <summary>max(x, 0).</summary>
public sealed class Relu() : Rectifier(0, float.PositiveInfinity, 0);
