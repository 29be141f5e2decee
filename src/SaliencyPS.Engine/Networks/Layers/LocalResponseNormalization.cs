using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Normalization across channels: y_c = x_c / s_c^β with s_c = bias + alpha/size · Σ x_j², j over the <c>size</c> channels around
/// c (ONNX LRN; for odd sizes PyTorch's as well).
/// </summary>
/// <param name="Size">Channels in the sum, at least 1: (size − 1)/2 before c, size/2 after it, both rounded down.</param>
/// <param name="Alpha">Weight of the mean square.</param>
/// <param name="Beta">The exponent.</param>
/// <param name="Bias">What every s starts with.</param>
public sealed record LocalResponseNormalization(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1)
    : ElementwiseLayer
{
    /// <summary>Channels in the sum, at least 1: (size − 1)/2 before c, size/2 after it, both rounded down.</summary>
    public int Size { get; } = Size;

    /// <summary>Weight of the mean square.</summary>
    public float Alpha { get; } = Alpha;

    /// <summary>The exponent.</summary>
    public float Beta { get; } = Beta;

    /// <summary>What every s starts with.</summary>
    public float Bias { get; } = Bias;

    /// <summary>Channels before the one that is normalized.</summary>
    internal int Before => (Size - 1) / 2;

    /// <summary>Channels after it.</summary>
    internal int After => Size / 2;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        Size >= 1 ? inputs[0] : throw new NetworkFormatException("The normalization size must be at least 1.", actual: $"{Size}");
}
