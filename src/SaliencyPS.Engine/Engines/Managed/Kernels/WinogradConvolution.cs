using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// A 3 × 3 tap convolution of blocked tensors by Winograd's minimal filtering: tiles of 4 × 4 results, 36 matrix products between
/// the transforms, a quarter of the multiplications. Its relative error is a few times that of <see cref="TapConvolution"/>.
/// </summary>
internal sealed unsafe class WinogradConvolution : IConvolver
{
    // Transformed tiles of one item stay in the second-level cache while all outputs are computed from them, unless the weights
    // are so large that reading them again would cost more.
    private const int TileBytes = 768 * 1024, FewestTiles = 42;

    private readonly TapShape _shape;
    private readonly PackedWeights _weights;
    private readonly AlignedArray<float> _bias;
    private readonly int _tilesY, _tilesX, _tilesAtOnce;

    /// <summary>Transforms and packs the weights.</summary>
    /// <param name="shape">Sizes; three neighbouring rows and columns of taps, all steps 1.</param>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public WinogradConvolution(TapShape shape, Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        _shape = shape;
        (_tilesY, _tilesX) = ((shape.Height + WinogradTransform.Output - 1) / WinogradTransform.Output,
            (shape.Width + WinogradTransform.Output - 1) / WinogradTransform.Output);
        _tilesAtOnce = Math.Max(FewestTiles,
            TileBytes / (WinogradTransform.Points * shape.InputBlocks * 16 * sizeof(float)) / 14 * 14);
        _bias = new((shape.Output.Channels + 15) / 16 * 16);
        bias.CopyTo(_bias.Memory.Span);

        var (outputs, inputs) = (shape.Output.Channels, shape.InputBlocks * 16);
        var transformed = new float[WinogradTransform.Points * outputs * inputs];
        for (var c = 0; c < shape.Input.Channels; c++) Transform(weight, c, outputs, inputs, transformed);
        // Depth = product by product, so that a group of outputs reads its weights in one run.
        _weights = new PackedWeights(outputs, WinogradTransform.Points * inputs, ProductKernel.Width, default,
            (k, first, row) => transformed.AsSpan(k * outputs + first, row.Length).CopyTo(row));
    }

    // The kernels of one input: product × input × output.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform(Func<int, int, int, int, float> weight, int input, int outputs,
        int inputs, Span<float> transformed)
    {
        Span<double> kernel = stackalloc double[9], points = stackalloc double[WinogradTransform.Points];
        for (var o = 0; o < outputs; o++)
        {
            for (var tap = 0; tap < 9; tap++) kernel[tap] = weight(o, input, tap / 3, tap % 3);
            WinogradTransform.Kernel(kernel, points);
            for (var p = 0; p < WinogradTransform.Points; p++) transformed[(p * inputs + input) * outputs + o] = (float)points[p];
        }
    }

    /// <summary>True where this algorithm can compute the shape.</summary>
    public static bool Fits(TapShape shape) => shape.Lanes == 16 && shape.Rows.Length == 3 && shape.Columns.Length == 3
        && shape.Rows[2] - shape.Rows[0] == 2 && shape.Columns[2] - shape.Columns[0] == 2
        && (shape.Step, shape.OutputStep) == ((1, 1), (1, 1));

    /// <inheritdoc/>
    public void Run(Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        var tiles = y.Batch * _tilesY * _tilesX;
        var chunks = (tiles + _tilesAtOnce - 1) / _tilesAtOnce;
        var (splits, groups) = (1, _weights.Groups);
        // Where the weights are the larger side every thread takes a part of them, and transforms the whole input for itself.
        if (_weights.Bytes > (long)x.Memory.Length * sizeof(float)) splits = Math.Clamp(parallel.Threads / chunks, 1, groups);
        else chunks = Math.Min(tiles, WorkShares.Count(chunks, 1, parallel.Threads));

        parallel.For(splits * chunks, item =>
        {
            var (split, chunk) = Math.DivRem(item, chunks);
            using var source = x.Memory.Pin();
            using var target = y.Memory.Pin();
            Chunk((float*)source.Pointer, x.Shape.Length, (float*)target.Pointer, y.Shape.Length,
                WorkShares.Start(chunk, chunks, tiles), WorkShares.Start(chunk + 1, chunks, tiles),
                WorkShares.Start(split, splits, groups), WorkShares.Start(split + 1, splits, groups));
        });
    }

    private void Chunk(float* x, nint inputSample, float* y, nint outputSample, int firstTile, int lastTile,
        int firstGroup, int lastGroup)
    {
        var tiles = lastTile - firstTile;
        var (blocks, width) = (_shape.InputBlocks, ProductKernel.Width);
        nint blockElements = (nint)tiles * 16, pointElements = blocks * blockElements, sumElements = width * blockElements;
        var buffer = ArrayPool<float>.Shared.Rent((int)(WinogradTransform.Points * (pointElements + sumElements + 16)) + 16
            + blocks * 4);
        fixed (float* start = buffer)
        {
            var transformed = (float*)(((nint)start + 63) & ~63);
            var sums = transformed + WinogradTransform.Points * pointElements;
            var edge = sums + WinogradTransform.Points * sumElements;
            var offsets = (nint*)(edge + WinogradTransform.Points * 16);
            for (var block = 0; block < blocks; block++) offsets[block] = block * blockElements;
            var depth = new Segments(offsets, blocks, 16);

            for (var tile = 0; tile < tiles; tile++)
                Transform(x, inputSample, firstTile + tile, edge, transformed + tile * 16, blockElements, pointElements);
            for (var group = firstGroup; group < lastGroup; group++)
            {
                var wide = width > 1 && _weights.IsFull(group);
                var weights = _weights.Weights(group);
                for (var point = 0; point < WinogradTransform.Points; point++)
                {
                    var next = weights + blocks * 16 * (wide ? 32 : 16);
                    ProductKernel.Run(tiles, wide, transformed + point * pointElements, depth, 16, weights,
                        sums + point * sumElements, 16, blockElements, _weights.Start(group), next);
                    weights = next;
                }

                for (var block = 0; block < (wide ? 2 : 1); block++)
                    for (var tile = 0; tile < tiles; tile++)
                        Finish(sums + block * blockElements + tile * 16, sumElements, group * width + block, y,
                            outputSample, firstTile + tile, edge);
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private void Transform(float* x, nint inputSample, int index, float* edge, float* to, nint blockElements, nint pointElements)
    {
        var input = _shape.Input;
        var (sample, tile) = Math.DivRem(index, _tilesY * _tilesX);
        var (top, left) = (tile / _tilesX * WinogradTransform.Output + _shape.Rows[0],
            tile % _tilesX * WinogradTransform.Output + _shape.Columns[0]);
        var inside = top >= 0 && left >= 0 && top + WinogradTransform.Input <= input.Height
            && left + WinogradTransform.Input <= input.Width;
        var plane = x + sample * inputSample + (nint)_shape.InputChannel * input.Plane;
        for (var block = 0; block < _shape.InputBlocks; block++, plane += (nint)input.Plane * 16, to += blockElements)
        {
            if (inside)
            {
                WinogradTransform.Tile(plane + ((nint)top * input.Width + left) * 16, (nint)input.Width * 16, to, pointElements);
                continue;
            }

            for (var i = 0; i < WinogradTransform.Points; i++)
            {
                var (iy, ix) = (top + i / WinogradTransform.Input, left + i % WinogradTransform.Input);
                var value = (uint)iy < (uint)input.Height && (uint)ix < (uint)input.Width
                    ? Vector512.Load(plane + ((nint)iy * input.Width + ix) * 16)
                    : default;
                value.Store(edge + i * 16);
            }

            WinogradTransform.Tile(edge, WinogradTransform.Input * 16, to, pointElements);
        }
    }

    private void Finish(float* sums, nint sumElements, int block, float* y, nint outputSample, int index, float* edge)
    {
        var output = _shape.Output;
        var (sample, tile) = Math.DivRem(index, _tilesY * _tilesX);
        var (top, left) = (tile / _tilesX * WinogradTransform.Output, tile % _tilesX * WinogradTransform.Output);
        var bias = Vector512.Load(_bias.Pointer + block * 16);
        var to = y + sample * outputSample + ((nint)_shape.OutputChannel + block * 16) * output.Plane
            + ((nint)top * output.Width + left) * 16;
        var (rows, columns) = (Math.Min(WinogradTransform.Output, output.Height - top),
            Math.Min(WinogradTransform.Output, output.Width - left));
        if (rows == WinogradTransform.Output && columns == WinogradTransform.Output)
        {
            WinogradTransform.Results(sums, sumElements, bias, to, (nint)output.Width * 16);
            return;
        }

        WinogradTransform.Results(sums, sumElements, bias, edge, WinogradTransform.Output * 16);
        for (var row = 0; row < rows; row++)
            new ReadOnlySpan<float>(edge + row * WinogradTransform.Output * 16, columns * 16)
                .CopyTo(new Span<float>(to + (nint)row * output.Width * 16, columns * 16));
    }
}
