namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>A function of the preprocessed image that the ascent keeps small.</summary>
internal abstract class Regularizer
{
    /// <summary>The function.</summary>
    public abstract double Value(ReadOnlySpan<float> image);

    /// <summary>gradient −= weight · ∂Value/∂image.</summary>
    public abstract void Subtract(float weight, ReadOnlySpan<float> image, Span<float> gradient);
}
