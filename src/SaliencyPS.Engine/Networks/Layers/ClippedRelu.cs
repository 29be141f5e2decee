namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(x, 0), maximum); ReLU6 by default.</summary>
public sealed record ClippedRelu(float Maximum = 6) : Rectifier(0, Maximum, 0);
