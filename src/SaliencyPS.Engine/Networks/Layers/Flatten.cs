namespace SaliencyPS.Networks.Layers;

/// <summary>The same values as one vector, in row-major order (channel, row, column).</summary>
public sealed class Flatten() : Reshape(null);
