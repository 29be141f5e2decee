using System.Runtime.Intrinsics;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// A tap convolution of a plane whose rows are too short for the kernel: what each result needs is copied side by side, so that a
/// tile of results may begin in one row and end in another. <see cref="TapConvolution"/> cuts a row of 7 into tiles of 4 and 3,
/// which leave the multipliers idle for half of the time; 49 results are nine tiles of 5 and 6. The sums are the same.
/// </summary>
internal sealed unsafe class TileConvolution : IConvolver
{
    // Copied tiles stay in the second-level cache while all outputs are computed from them, and the weights of so many taps of
    // a block in the first.
    private const int StripBytes = 256 * 1024, TapsAtOnce = 24;

    // A tile of fewer rows takes as long: each multiply-add waits for the one before.
    private const int ShortestTile = 5, Block = 16;

    private readonly TapShape _shape;
    private readonly PackedWeights _weights;
    private readonly int _tilesAtOnce, _taps;

    /// <summary>Packs the weights.</summary>
    /// <param name="shape">Sizes; see <see cref="Pays"/>.</param>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public TileConvolution(TapShape shape, Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        (_shape, _weights) = (shape, shape.Pack(weight, bias));
        _taps = shape.Depth / Block;
        _tilesAtOnce = Math.Max(1, StripBytes / (ProductKernel.Rows * TapsAtOnce * Block * sizeof(float)));
    }

    /// <summary>True where this algorithm can compute the shape, and the tiles of its rows would take a tenth longer.</summary>
    public static bool Pays(TapShape shape)
    {
        if (shape.Lanes != Block || shape.OutputStep != (1, 1) || shape.IsPointwise || shape.Depth == 0) return false;
        return shape.Height * Time(shape.Width) > 1.1 * Time(shape.Output.Plane);
    }

    // What so many results cost that are cut into tiles of their own, in rows of a full tile.
    private static long Time(int rows)
    {
        var tiles = new Tiles(rows, ProductKernel.Rows);
        var time = 0L;
        for (var tile = 0; tile < tiles.Count; tile++) time += Math.Max(ShortestTile, tiles.Size(tile));
        return time;
    }

    /// <inheritdoc/>
    public void Run(Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        var tiles = new Tiles(_shape.Output.Plane, ProductKernel.Rows);
        ConvolutionShares.Run(_shape, _weights, tiles.Count, _tilesAtOnce, x, y, parallel,
            (source, target, first, last, firstGroup, lastGroup) =>
                Strip(source, target, tiles, first, last, firstGroup, lastGroup));
    }

    private void Strip(float* x, float* y, Tiles tiles, int firstTile, int lastTile, int firstGroup, int lastGroup)
    {
        var (first, size) = (tiles.Start(firstTile), tiles.Size(0));
        // Where each tap's block lies in a tile of this or that size.
        nint* larger = stackalloc nint[TapsAtOnce], smaller = stackalloc nint[TapsAtOnce];
        for (var tap = 0; tap < TapsAtOnce; tap++)
            (larger[tap], smaller[tap]) = ((nint)tap * size * Block, (nint)tap * (size - 1) * Block);
        nint blockStep = (nint)_shape.Output.Plane * Block;
        using var scratch = new Scratch((tiles.Start(lastTile) - first) * TapsAtOnce * Block);
        for (var tap = 0; tap < _taps; tap += TapsAtOnce)
        {
            var taps = Math.Min(TapsAtOnce, _taps - tap);
            for (var tile = firstTile; tile < lastTile; tile++)
                Copy(x, scratch.Pointer + (nint)(tiles.Start(tile) - first) * taps * Block, tiles.Start(tile), tiles.Size(tile),
                    tap, taps);
            for (var group = firstGroup; group < lastGroup; group++)
            {
                var wide = ProductKernel.Width > 1 && _weights.IsFull(group);
                var weights = _weights.Weights(group) + (nint)tap * Block * (wide ? 2 * Block : Block);
                var next = _weights.Weights(Math.Min(group + 1, lastGroup - 1)) + (nint)tap * Block * Block;
                for (var tile = firstTile; tile < lastTile; tile++)
                {
                    var (at, rows) = (tiles.Start(tile), tiles.Size(tile));
                    ProductKernel.Run(rows, wide, scratch.Pointer + (nint)(at - first) * taps * Block,
                        new Segments(rows == size ? larger : smaller, taps, Block), Block, weights,
                        y + group * ProductKernel.Width * blockStep + (nint)at * Block, Block, blockStep,
                        tap == 0 ? _weights.Start(group) : null, next);
                    // Each tile has asked for half of the next weights.
                    next = tile == firstTile ? next + (nint)taps / 2 * Block * Block : weights;
                }
            }
        }
    }

    // Tap by tap the blocks of channels that the results read there, zeros where there is no input.
    private void Copy(float* x, float* to, int first, int rows, int firstTap, int taps)
    {
        var (input, output) = (_shape.Input, _shape.Output);
        for (var tap = firstTap; tap < firstTap + taps; tap++)
        {
            var (rest, column) = Math.DivRem(tap, _shape.Columns.Length);
            var (block, row) = Math.DivRem(rest, _shape.Rows.Length);
            for (var i = first; i < first + rows; i++, to += Block)
            {
                var (oy, ox) = Math.DivRem(i, output.Width);
                var (iy, ix) = (oy * _shape.Step.Y + _shape.Rows[row], ox * _shape.Step.X + _shape.Columns[column]);
                if ((uint)iy < (uint)input.Height && (uint)ix < (uint)input.Width)
                    Vector512.Load(x + ((nint)block * input.Plane + (nint)iy * input.Width + ix) * Block).Store(to);
                else Vector512<float>.Zero.Store(to);
            }
        }
    }
}
