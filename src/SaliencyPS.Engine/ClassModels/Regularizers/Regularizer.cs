namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>A function of the preprocessed picture that the ascent keeps small.</summary>
internal abstract class Regularizer
{
    /// <summary>The function.</summary>
    public abstract double Value(ReadOnlySpan<float> picture);

    /// <summary>gradient −= weight · ∂Value/∂picture.</summary>
    public abstract void Subtract(float weight, ReadOnlySpan<float> picture, Span<float> gradient);
}
