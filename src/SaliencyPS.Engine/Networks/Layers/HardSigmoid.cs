namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(alpha · x + beta, 0), 1); PyTorch's alpha of 1/6 by default (ONNX files state theirs).</summary>
public sealed record HardSigmoid(float Alpha = 1 / 6f, float Beta = 0.5f) : ElementwiseLayer;
