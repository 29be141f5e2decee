namespace SaliencyPS.Networks.Layers;

/// <summary>x · tanh(ln(1 + eˣ)) (Misra 2019).</summary>
public sealed record Mish : ElementwiseLayer;
