using SaliencyPS.ClassModels.Maps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Transformations;

/// <summary>
/// Shows the network the image blurred, less and less from the first step to the last: what is large takes shape before what is
/// small. Beyond its edges the image is mirrored, which makes the blur its own adjoint.
/// </summary>
internal sealed class GaussianBlur(TensorShape shape) : ImageMap
{
    // Beyond three standard deviations a Gaussian holds 0.3 % of its weight.
    private const double Reach = 3;

    private readonly float[] _half = new float[shape.Length];
    private float[] _kernel = [1];

    /// <summary>The standard deviation in pixels; 0 shows the image as it is.</summary>
    public double Deviation
    {
        set
        {
            var radius = (int)Math.Ceiling(Reach * value);
            var weights = Enumerable.Range(-radius, 2 * radius + 1)
                .Select(d => value == 0 ? 1 : Math.Exp(-d * d / (2 * value * value))).ToArray();
            var sum = weights.Sum();
            _kernel = [.. weights.Select(w => (float)(w / sum))];
        }
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> input, Memory<float> output,
        Parallelism parallel) => parallel.For(shape.Channels, c =>
    {
        var from = c * shape.Plane;
        var half = _half.AsSpan(from, shape.Plane);
        for (var y = 0; y < shape.Height; y++)
            Row(input.Span.Slice(from + y * shape.Width, shape.Width), half.Slice(y * shape.Width, shape.Width));
        Columns(half, output.Span.Slice(from, shape.Plane));
    });

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient, Parallelism parallel) =>
        Forward(outputGradient, inputGradient, parallel);

    private void Row(ReadOnlySpan<float> source, Span<float> target)
    {
        var radius = _kernel.Length / 2;
        for (var x = 0; x < target.Length; x++)
        {
            var sum = 0f;
            for (var k = 0; k < _kernel.Length; k++) sum += _kernel[k] * source[Mirror(x + k - radius, source.Length)];
            target[x] = sum;
        }
    }

    // Whole rows at once, which are read in order.
    private void Columns(ReadOnlySpan<float> source, Span<float> target)
    {
        var radius = _kernel.Length / 2;
        target.Clear();
        for (var y = 0; y < shape.Height; y++)
        {
            var result = target.Slice(y * shape.Width, shape.Width);
            for (var k = 0; k < _kernel.Length; k++)
            {
                var weight = _kernel[k];
                var row = source.Slice(Mirror(y + k - radius, shape.Height) * shape.Width, shape.Width);
                for (var x = 0; x < result.Length; x++) result[x] += weight * row[x];
            }
        }
    }

    // … 1 0 | 0 1 2 … n−1 | n−1 n−2 …
    private static int Mirror(int i, int size)
    {
        var period = 2 * size;
        i = (i % period + period) % period;
        return i < size ? i : period - 1 - i;
    }
}
