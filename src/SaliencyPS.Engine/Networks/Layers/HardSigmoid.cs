namespace SaliencyPS.Networks.Layers;

/// <summary>min(max(alpha · x + beta, 0), 1); PyTorch's alpha of 1/6 by default (ONNX files state theirs).</summary>
public sealed record HardSigmoid(float Alpha = 1 / 6f, float Beta = 0.5f) : ElementwiseLayer
{
    /// <summary>Slope of the line.</summary>
    public float Alpha { get; } = Alpha;

    /// <summary>Value of the line at 0.</summary>
    public float Beta { get; } = Beta;
}
