namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(x, minimum), maximum).</summary>
public sealed class Clip(float minimum, float maximum) : Rectifier(minimum, maximum, 0);
