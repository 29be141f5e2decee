using SaliencyPS.Tensors;

namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>‖I‖², the sum of squares: the paper's regularizer.</summary>
internal sealed class SquaredNorm : Regularizer
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> picture) => Vectors.Dot(picture, picture);

    /// <inheritdoc/>
    public override void Subtract(float weight, ReadOnlySpan<float> picture, Span<float> gradient)
    {
        var decay = 2 * weight;
        for (var i = 0; i < gradient.Length; i++) gradient[i] -= decay * picture[i];
    }
}
