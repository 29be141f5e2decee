namespace SaliencyPS.Networks.Layers;

/// <summary>The values of the input as one vector, in row-major order (channel, row, column).</summary>
public sealed record Flatten() : Reshape(Shape: null);
