using SaliencyPS.ClassModels.Maps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Parametrization;

/// <summary>
/// An image by its waves: photographs have amplitudes that fall as 1/f, so coefficients that are scaled by 1/f are
/// about equally large and independent, and an ascent on them is not drawn to high frequencies as one on pixels is
/// (Olah, Mordvintsev and Schubert 2017).
/// </summary>
/// <remarks>
/// The basis is Hartley's, cas(2πkx/n) = cos + sin, along rows and columns: real, orthonormal and its own inverse, so that a
/// transform is two products with symmetric matrices for any size, and the adjoint is the same transform.
/// </remarks>
internal sealed class FourierImage : ImageMap
{
    private readonly TensorShape _shape;
    private readonly float[] _rows, _columns, _scale, _scaled, _half;

    public FourierImage(TensorShape shape)
    {
        _shape = shape;
        (_rows, _columns) = (Hartley(shape.Height), Hartley(shape.Width));
        _scale = Amplitudes(shape.Height, shape.Width);
        (_scaled, _half) = (new float[shape.Length], new float[shape.Length]);
    }

    /// <inheritdoc/>
    public override double Gain => _scale[0] * _scale[0];

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> input, Memory<float> output, Parallelism parallel)
    {
        for (var c = 0; c < _shape.Channels; c++)
            Vectors.Multiply<float>(input.Span.Slice(c * _shape.Plane, _shape.Plane), _scale,
                _scaled.AsSpan(c * _shape.Plane, _shape.Plane));
        Transform(_scaled, output, parallel);
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient, Parallelism parallel)
    {
        Transform(outputGradient, inputGradient, parallel);
        for (var c = 0; c < _shape.Channels; c++)
            Vectors.Multiply<float>(inputGradient.Span.Slice(c * _shape.Plane, _shape.Plane), _scale);
    }

    // Rows · plane · columns for each channel.
    private void Transform(ReadOnlyMemory<float> input, Memory<float> output, Parallelism parallel)
    {
        var (height, width) = (_shape.Height, _shape.Width);
        // One run of rows for all channels: every row of the input is multiplied by the same matrix of columns.
        MatrixProduct.Compute(input, _columns, _half, _shape.Channels * height, width, width, parallel);
        for (var c = 0; c < _shape.Channels; c++)
        {
            var plane = c * _shape.Plane;
            MatrixProduct.Compute(_rows, _half.AsMemory(plane, _shape.Plane), output.Slice(plane, _shape.Plane),
                height, height, width, parallel);
        }
    }

    private static float[] Hartley(int n)
    {
        var matrix = new float[n * n];
        for (var k = 0; k < n; k++)
            for (var x = 0; x < n; x++)
            {
                // The product is reduced before it becomes an angle, which keeps the matrix symmetric to the last bit.
                var (sin, cos) = Math.SinCos(2 * Math.PI * ((long)k * x % n) / n);
                matrix[k * n + x] = (float)((sin + cos) / Math.Sqrt(n));
            }

        return matrix;
    }

    // 1/f, the mean's as that of the longest wave; of mean square 1, so that equal coefficients and equal
    // pixels make images of equal strength.
    private static float[] Amplitudes(int height, int width)
    {
        var longest = 1.0 / Math.Max(height, width);
        var scale = new double[height * width];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (fy, fx) = (Math.Min(y, height - y) / (double)height, Math.Min(x, width - x) / (double)width);
                scale[y * width + x] = 1 / Math.Max(longest, Math.Sqrt(fy * fy + fx * fx));
            }

        var strength = Math.Sqrt(scale.Average(s => s * s));
        return [.. scale.Select(s => (float)(s / strength))];
    }
}
