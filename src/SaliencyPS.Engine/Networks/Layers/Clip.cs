namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(x, minimum), maximum).</summary>
public sealed record Clip(float Minimum, float Maximum) : Rectifier(Minimum, Maximum, 0);
