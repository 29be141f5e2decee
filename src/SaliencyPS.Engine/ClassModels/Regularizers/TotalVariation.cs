using SaliencyPS.Tensors;

namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>
/// Σ |difference of neighbours|, along rows and columns of every channel: small for smooth areas with sharp
/// edges (Rudin, Osher and Fatemi 1992).
/// </summary>
internal sealed class TotalVariation(TensorShape shape) : Regularizer
{
    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> image)
    {
        var sum = 0.0;
        for (var i = 0; i < image.Length; i++)
        {
            if (HasRight(i)) sum += Math.Abs((double)image[i + 1] - image[i]);
            if (HasBelow(i)) sum += Math.Abs((double)image[i + shape.Width] - image[i]);
        }

        return sum;
    }

    /// <inheritdoc/>
    /// <remarks>Between equal neighbours the function has a kink; of its slopes there, −1 … 1, zero is taken.</remarks>
    public override void Subtract(float weight, ReadOnlySpan<float> image, Span<float> gradient)
    {
        for (var i = 0; i < image.Length; i++)
        {
            if (HasRight(i)) Pull(i, i + 1, image, gradient);
            if (HasBelow(i)) Pull(i, i + shape.Width, image, gradient);
        }

        // Two neighbours come closer by one weight each.
        void Pull(int a, int b, ReadOnlySpan<float> values, Span<float> slopes)
        {
            var step = values[b] > values[a] ? weight : values[b] < values[a] ? -weight : 0;
            slopes[a] += step;
            slopes[b] -= step;
        }
    }

    private bool HasRight(int i) => i % shape.Width < shape.Width - 1;

    private bool HasBelow(int i) => i % shape.Plane < shape.Plane - shape.Width;
}
