using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>A convolution in shares for threads: strips of results, groups of outputs where the weights are large.</summary>
internal static unsafe class ConvolutionShares
{
    /// <summary>Computes a strip of results of one sample for some groups of outputs.</summary>
    public delegate void Compute(float* x, float* y, int first, int last, int firstGroup, int lastGroup);

    /// <summary>Runs all shares.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="units">What strips are cut of: rows or tiles of results.</param>
    /// <param name="unitsAtOnce">Units of which a cache holds what is read for them.</param>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="parallel">The threads.</param>
    /// <param name="compute">Computes one share.</param>
    public static void Run(TapShape shape, PackedWeights weights, int units, int unitsAtOnce, Tensor<float> x, Tensor<float> y,
        Parallelism parallel, Compute compute)
    {
        var strips = (units + unitsAtOnce - 1) / unitsAtOnce;
        var shares = WorkShares.Count(strips, y.Batch, parallel.Threads);
        // The smaller side of the product is the one that is read again by every share.
        var splits = 1;
        if (weights.Bytes > (long)shape.Input.Length * sizeof(float) || shares > units)
            splits = Math.Min((shares + strips - 1) / strips, weights.Groups);
        else strips = shares;

        parallel.For(splits * strips * y.Batch, item =>
        {
            var (rest, sample) = Math.DivRem(item, y.Batch);
            var (split, strip) = Math.DivRem(rest, strips);
            using var source = x.Memory.Pin();
            using var target = y.Memory.Pin();
            compute(
                (float*)source.Pointer + (nint)sample * x.Shape.Length + (nint)shape.InputChannel * shape.Input.Plane,
                (float*)target.Pointer + (nint)sample * y.Shape.Length + (nint)shape.OutputChannel * shape.Output.Plane,
                WorkShares.Start(strip, strips, units), WorkShares.Start(strip + 1, strips, units),
                WorkShares.Start(split, splits, weights.Groups), WorkShares.Start(split + 1, splits, weights.Groups));
        });
    }
}
