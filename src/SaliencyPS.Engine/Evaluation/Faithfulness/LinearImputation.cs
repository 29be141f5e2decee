using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>
/// Pixels continued from those that are left (Rong et al. 2022, section 4.2): each missing one is the weighted mean of its eight
/// neighbours, 1/6 for those beside it and 1/12 for those across, as far as they are in the image. A linear system for each
/// channel, symmetric and positive definite, solved by conjugate gradients.
/// </summary>
internal static class LinearImputation
{
    private const double Beside = 1.0 / 6, Across = 1.0 / 12;

    // The residual at which a solution is good, as a share of the first; the network does not see the rest.
    private const double Tolerance = 1e-4;

    /// <summary>Writes an image without its missing pixels.</summary>
    /// <param name="input">The image: channels × height × width.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="isRemoved">For each pixel, whether it is missing.</param>
    /// <param name="target">Where the image is written; zeros where no pixel is left.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Run(
        float[] input, TensorShape shape, ReadOnlySpan<bool> isRemoved, Span<float> target, Parallelism parallel)
    {
        var grid = new Grid(shape.Width, shape.Height, isRemoved);
        var channels = new float[shape.Channels][];
        parallel.For(channels.Length, c =>
            channels[c] = grid.Fill(input.AsSpan(c * shape.Plane, shape.Plane), parallel.Token));
        for (var c = 0; c < channels.Length; c++) channels[c].CopyTo(target[(c * shape.Plane)..]);
    }

    // The image with a rim of one pixel, which no one is neighbour of: its weight and its values are 0.
    private sealed class Grid
    {
        private readonly int _width, _height, _stride;
        private readonly int[] _missing;
        private readonly double[] _weights;

        public Grid(int width, int height, ReadOnlySpan<bool> isRemoved)
        {
            (_width, _height, _stride) = (width, height, width + 2);
            var missing = new List<int>();
            var there = new double[_stride * (height + 2)];
            for (var i = 0; i < isRemoved.Length; i++)
            {
                there[At(i)] = 1;
                if (isRemoved[i]) missing.Add(At(i));
            }

            _missing = [.. missing];
            _weights = Array.ConvertAll(_missing, at => Neighbours(there, at));
        }

        public float[] Fill(ReadOnlySpan<float> image, CancellationToken token)
        {
            // Values of what is left; what is missing begins as their mean.
            var values = new double[_stride * (_height + 2)];
            for (var i = 0; i < image.Length; i++) values[At(i)] = image[i];
            foreach (var at in _missing) values[at] = 0;
            var left = image.Length - _missing.Length;
            if (left > 0)
            {
                var mean = values.Sum() / left;
                foreach (var at in _missing) values[at] = mean;
                Solve(values, token);
            }

            var filled = new float[image.Length];
            for (var i = 0; i < filled.Length; i++) filled[i] = (float)values[At(i)];
            return filled;
        }

        // Conjugate gradients with the diagonal as preconditioner.
        private void Solve(double[] values, CancellationToken token)
        {
            var n = _missing.Length;
            double[] residual = new double[n], step = new double[n];
            var direction = new double[values.Length];
            double first = 0, now = 0;
            for (var k = 0; k < n; k++)
            {
                residual[k] = Neighbours(values, _missing[k]) - _weights[k] * values[_missing[k]];
                direction[_missing[k]] = residual[k] / _weights[k];
                now += residual[k] * direction[_missing[k]];
            }

            first = now;
            for (var iteration = 0; iteration < 2 * n && now > Tolerance * Tolerance * first; iteration++)
            {
                token.ThrowIfCancellationRequested();
                var along = 0.0;
                for (var k = 0; k < n; k++)
                {
                    step[k] = _weights[k] * direction[_missing[k]] - Neighbours(direction, _missing[k]);
                    along += step[k] * direction[_missing[k]];
                }

                var length = now / along;
                var next = 0.0;
                for (var k = 0; k < n; k++)
                {
                    values[_missing[k]] += length * direction[_missing[k]];
                    residual[k] -= length * step[k];
                    next += residual[k] * residual[k] / _weights[k];
                }

                for (var k = 0; k < n; k++)
                    direction[_missing[k]] = residual[k] / _weights[k] + next / now * direction[_missing[k]];
                now = next;
            }
        }

        private int At(int pixel) => (pixel / _width + 1) * _stride + pixel % _width + 1;

        private double Neighbours(double[] of, int at) =>
            Beside * (of[at - 1] + of[at + 1] + of[at - _stride] + of[at + _stride])
            + Across * (of[at - _stride - 1] + of[at - _stride + 1] + of[at + _stride - 1] + of[at + _stride + 1]);
    }
}
