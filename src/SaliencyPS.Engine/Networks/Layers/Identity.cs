namespace SaliencyPS.Networks.Layers;

/// <summary>Passes its input on: dropout at inference. Removed when the network is built.</summary>
public sealed record Identity : ElementwiseLayer;
