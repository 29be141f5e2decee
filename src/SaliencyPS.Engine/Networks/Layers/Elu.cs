namespace SaliencyPS.Networks.Layers;

/// <summary>
/// scale · x above 0, scale · alpha · (e^(x / width) − 1) below: ELU, with a scale SELU, with a width of alpha CELU. At 0 the
/// derivative is that of below.
/// </summary>
/// <param name="Alpha">Depth of the lower branch.</param>
/// <param name="Scale">Factor of both branches.</param>
/// <param name="Width">Width of the lower branch, above 0.</param>
public sealed record Elu(float Alpha = 1, float Scale = 1, float Width = 1) : ElementwiseLayer
{
    /// <summary>Depth of the lower branch.</summary>
    public float Alpha { get; } = Alpha;

    /// <summary>Factor of both branches.</summary>
    public float Scale { get; } = Scale;

    /// <summary>Width of the lower branch.</summary>
    public float Width { get; } = Width;
}
