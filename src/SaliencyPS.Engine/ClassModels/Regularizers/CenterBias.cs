using SaliencyPS.Tensors;

namespace SaliencyPS.ClassModels.Regularizers;

/// <summary>
/// ½ Σ r² · I², where r is the distance from the middle, 1 in the corners: leaves the middle free and keeps the rim at the mean.
/// </summary>
internal sealed class CenterBias : Regularizer
{
    private readonly float[] _squares;

    /// <summary>For images of one size.</summary>
    public CenterBias(TensorShape shape)
    {
        _squares = new float[shape.Plane];
        double middleX = (shape.Width - 1) / 2.0, middleY = (shape.Height - 1) / 2.0;
        var corner = Math.Max(middleX * middleX + middleY * middleY, 1);
        for (var y = 0; y < shape.Height; y++)
            for (var x = 0; x < shape.Width; x++)
                _squares[y * shape.Width + x] = (float)(((x - middleX) * (x - middleX) + (y - middleY) * (y - middleY)) / corner);
    }

    /// <inheritdoc/>
    public override double Value(ReadOnlySpan<float> image)
    {
        var sum = 0.0;
        for (var i = 0; i < image.Length; i++) sum += 0.5 * _squares[i % _squares.Length] * image[i] * image[i];
        return sum;
    }

    /// <inheritdoc/>
    public override void Subtract(float weight, ReadOnlySpan<float> image, Span<float> gradient)
    {
        for (var start = 0; start < image.Length; start += _squares.Length)
            for (var i = 0; i < _squares.Length; i++) gradient[start + i] -= weight * (_squares[i] * image[start + i]);
    }
}
