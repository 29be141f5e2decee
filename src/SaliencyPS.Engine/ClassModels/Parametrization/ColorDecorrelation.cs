using SaliencyPS.ClassModels.Maps;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Parametrization;

/// <summary>
/// Colors by the axes along which those of photographs vary: mostly in brightness, less from blue to yellow, least from green to
/// magenta. Steps that are equal along these axes make colors as frequent as in photographs.
/// </summary>
internal sealed class ColorDecorrelation : ImageMap
{
    // Square root of the color covariance of ImageNet, R G B by axis, from lucid
    // (tensorflow/lucid, optvis/param/color.py, Apache 2.0).
    private static readonly double[,] Root = { { 0.26, 0.09, 0.02 }, { 0.27, 0.00, -0.05 }, { 0.27, -0.09, 0.03 } };

    private readonly int _plane;
    private readonly float[,] _matrix = new float[3, 3];

    /// <summary>For a network with three color channels.</summary>
    public ColorDecorrelation(TensorShape shape, Preprocessing preprocessing)
    {
        _plane = shape.Plane;
        // As lucid does, the longest axis has length 1.
        var longest = Enumerable.Range(0, 3)
            .Max(axis => Math.Sqrt(Enumerable.Range(0, 3).Sum(c => Root[c, axis] * Root[c, axis])));
        var deviation = preprocessing.Std.Average();
        for (var c = 0; c < 3; c++)
            for (var axis = 0; axis < 3; axis++)
                // The covariance is that of levels; the input counts them in the channels' own standard deviations.
                _matrix[c, axis] = (float)(Root[preprocessing.Channels == ChannelOrder.Bgr ? 2 - c : c, axis] / longest
                    * deviation / preprocessing.Std[c]);
    }

    /// <inheritdoc/>
    public override void Forward(ReadOnlyMemory<float> input, Memory<float> output, Parallelism parallel)
    {
        for (var c = 0; c < 3; c++)
            Mix(input.Span, output.Span.Slice(c * _plane, _plane), _matrix[c, 0], _matrix[c, 1], _matrix[c, 2]);
    }

    /// <inheritdoc/>
    public override void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient, Parallelism parallel)
    {
        for (var axis = 0; axis < 3; axis++)
            Mix(outputGradient.Span, inputGradient.Span.Slice(axis * _plane, _plane), _matrix[0, axis],
                _matrix[1, axis], _matrix[2, axis]);
    }

    private void Mix(ReadOnlySpan<float> planes, Span<float> result, float a, float b, float c)
    {
        var first = planes[.._plane];
        var second = planes.Slice(_plane, _plane);
        var third = planes.Slice(2 * _plane, _plane);
        for (var i = 0; i < result.Length; i++) result[i] = a * first[i] + b * second[i] + c * third[i];
    }
}
