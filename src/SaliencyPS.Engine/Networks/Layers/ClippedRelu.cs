namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(x, 0), maximum); ReLU6 by default.</summary>
public sealed class ClippedRelu(float maximum = 6) : Rectifier(0, maximum, 0);
