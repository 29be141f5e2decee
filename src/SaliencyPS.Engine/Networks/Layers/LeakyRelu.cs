namespace SaliencyPS.Networks.Layers;

/// <summary>x where x &gt; 0, slope · x elsewhere.</summary>
public sealed record LeakyRelu(float Slope = 0.01f) : Rectifier(0, float.PositiveInfinity, Slope);
