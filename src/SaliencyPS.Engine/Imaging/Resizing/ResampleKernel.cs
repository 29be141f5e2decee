namespace SaliencyPS.Imaging.Resizing;

/// <summary>Which source samples make each target sample along one axis, and their weights.</summary>
/// <typeparam name="T">The numbers that the weights are kept as.</typeparam>
internal sealed class ResampleKernel<T>
{
    private readonly int[] _starts;
    private readonly int[] _counts;
    private readonly int _size;
    private readonly T[] _weights;

    /// <summary>Computes the weights as Pillow does, in double precision, so that the fixed-point ones agree with it.</summary>
    /// <param name="from">Source samples.</param>
    /// <param name="to">Target samples.</param>
    /// <param name="interpolation">The filter.</param>
    /// <param name="keep">What is kept of a weight.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ResampleKernel(int from, int to, MapInterpolation interpolation, Func<double, T> keep, CancellationToken token)
    {
        var scale = (double)from / to;
        var stretch = Math.Max(scale, 1.0); // of the filter, in source samples
        var support = interpolation switch // half the width
        {
            MapInterpolation.Nearest => 0,
            MapInterpolation.Bicubic => 2 * stretch,
            _ => stretch,
        };
        _size = (int)Math.Ceiling(support) * 2 + 1;
        (_starts, _counts) = (new int[to], new int[to]);
        _weights = new T[checked(to * _size)];
        var weights = new double[_size];
        for (var i = 0; i < to; i++)
        {
            token.ThrowIfCancellationRequested();
            var center = (i + 0.5) * scale;
            var (start, end) = interpolation == MapInterpolation.Nearest ? ((int)center, (int)center + 1)
                : (Math.Max((int)(center - support + 0.5), 0), Math.Min((int)(center + support + 0.5), from));
            var count = end - start;
            var sum = 0.0;
            for (var k = 0; k < count; k++)
            {
                var distance = Math.Abs((k + start - center + 0.5) * (1.0 / stretch));
                weights[k] = interpolation == MapInterpolation.Bicubic ? Cubic(distance) : Math.Max(0, 1 - distance);
                sum += weights[k];
            }

            for (var k = 0; k < count; k++)
                _weights[i * _size + k] = keep(sum != 0 ? weights[k] / sum : weights[k]);

            (_starts[i], _counts[i]) = (start, count);
        }
    }

    /// <summary>The first source sample of a target sample.</summary>
    public int Start(int target) => _starts[target];

    /// <summary>The weights of a target sample's source samples, from the first one on; their sum is 1.</summary>
    public ReadOnlySpan<T> Weights(int target) => _weights.AsSpan(target * _size, _counts[target]);

    // Keys (1981) with a = −1/2, which reproduces parabolas; in Pillow's order of operations, for its rounding.
    private static double Cubic(double x) =>
        x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
}
