using SaliencyPS.ClassModels.Maps;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Parametrization;

/// <summary>
/// Keeps every level between black and white by the curve ½ + ½ u/√(1 + u²), so that the network sees what the finished image
/// shows: without it the ascent goes on where clipping hides it. The slope is 1 at zero, which is the mean image
/// or, where that is too dark or too bright, grey.
/// </summary>
internal sealed class BoundedRange : ImageMap
{
    // Networks that subtract no mean would begin with black, where every curve is flat: they begin with grey.
    private const double Darkest = 0.25, Brightest = 0.75, Grey = 0.5;

    private readonly int _plane;
    private readonly (float Shift, float Gain, float Scale, float Offset)[] _channels;
    private readonly float[] _slopes;

    /// <summary>For all channels of a network's input.</summary>
    public BoundedRange(TensorShape shape, Preprocessing preprocessing)
    {
        _plane = shape.Plane;
        _slopes = new float[shape.Length];
        _channels = [.. Enumerable.Range(0, shape.Channels).Select(c =>
        {
            // Black and white as the network counts.
            var range = 255.0 * preprocessing.Scale / preprocessing.Std[c];
            var black = -(double)preprocessing.Mean[c] / preprocessing.Std[c];
            var mean = preprocessing.Mean[c] / (255.0 * preprocessing.Scale);
            var middle = mean is >= Darkest and <= Brightest ? 2 * mean - 1 : 2 * Grey - 1;
            // u = shift + gain · input; value = offset + scale · u/√(1 + u²).
            var slope = Math.Pow(1 - middle * middle, 1.5);
            return ((float)(middle / Math.Sqrt(1 - middle * middle)), (float)(2 / (range * slope)),
                (float)(range / 2), (float)(black + range / 2));
        })];
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> input, Memory<float> output, Parallelism parallel)
    {
        for (var c = 0; c < _channels.Length; c++)
        {
            var (shift, gain, scale, offset) = _channels[c];
            var from = c * _plane;
            var values = input.Span.Slice(from, _plane);
            var result = output.Span.Slice(from, _plane);
            var slopes = _slopes.AsSpan(from, _plane);
            for (var i = 0; i < values.Length; i++)
            {
                var u = shift + gain * values[i];
                var shrink = 1 / MathF.Sqrt(1 + u * u);
                result[i] = offset + scale * (u * shrink);
                slopes[i] = scale * gain * (shrink * shrink * shrink);
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient, Parallelism parallel) =>
        Vectors.Multiply<float>(outputGradient.Span, _slopes, inputGradient.Span);
}
