using SaliencyPS.Tensors;

namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>‖I‖², the sum of squares: the paper's regularizer.</summary>
internal sealed class SquaredNorm : Regularizer
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> image) => Vectors.Dot(image, image);

    /// <inheritdoc/>
    public override void Subtract(float weight, ReadOnlySpan<float> image, Span<float> gradient)
    {
        var decay = 2 * weight;
        for (var i = 0; i < gradient.Length; i++) gradient[i] -= decay * image[i];
    }
}
