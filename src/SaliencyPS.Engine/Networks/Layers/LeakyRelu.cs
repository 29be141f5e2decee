namespace SaliencyPS.Networks.Layers;

/// <summary>x where x &gt; 0, slope · x elsewhere.</summary>
public sealed class LeakyRelu(float slope = 0.01f) : Rectifier(0, float.PositiveInfinity, slope);
