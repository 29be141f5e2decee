using System.Buffers;

namespace SaliencyPS.Numerics;

/// <summary>
/// The one form that every dense convolution and every convolution's input gradient reduces to:
/// <c>y[o, q·T + r] = bias[o] + Σ_{c,t} w[o, c, t] · x[c, q·S + d_t]</c>, with input step S, taps t at offsets d_t, output step T and
/// first output r (all of them for rows and columns). Computed as a matrix product whose right side is gathered tile by tile, so
/// no unfolded copy of the input ever exists (implicit GEMM).
/// </summary>
internal sealed unsafe class TapConvolution
{
    /// <summary>Products added per visit to C; a panel of B of this depth stays in the first-level cache.</summary>
    private const int Depth = 256;

    // Panels of B gathered together; with Depth rows they stay in the second-level cache.
    private const int MostPanels = 8;

    private readonly int _rows, _channels;
    private readonly (int Y, int X)[] _taps;
    private readonly float[] _bias;
    private readonly PackedWeights _weights;

    /// <summary>Packs the weights once.</summary>
    /// <param name="rows">Output channels.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="taps">Offset of every tap, in input elements.</param>
    /// <param name="weight">w(o, c, t).</param>
    /// <param name="bias">One value per output channel.</param>
    public TapConvolution(int rows, int channels, (int Y, int X)[] taps, Func<int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        (_rows, _channels, _taps) = (rows, channels, taps);
        _weights = new PackedWeights(rows, channels * taps.Length, (o, k) => weight(o, k / taps.Length, k % taps.Length));
        _bias = new float[(rows + PackedWeights.MostRows - 1) / PackedWeights.MostRows * PackedWeights.MostRows];
        bias.CopyTo(_bias);
    }

    /// <summary>Convolves a whole batch with the widest kernel of this machine.</summary>
    public void Run(in TapGeometry geometry, ReadOnlyMemory<float> x, Memory<float> y, Parallelism parallel)
    {
        if (Kernel512.IsSupported) Run<Kernel512>(geometry, x, y, parallel);
        else if (Kernel256.IsSupported) Run<Kernel256>(geometry, x, y, parallel);
        else Run<Kernel128>(geometry, x, y, parallel);
    }

    /// <summary>Convolves a whole batch with one kernel.</summary>
    public void Run<TKernel>(TapGeometry geometry, ReadOnlyMemory<float> x, Memory<float> y, Parallelism parallel) where TKernel : struct, IMicroKernel
    {
        var packed = _weights.For<TKernel>();
        var panels = (geometry.Columns + TKernel.Columns - 1) / TKernel.Columns;
        // Tiles and strips only divide the work; every element is computed by one thread in one order.
        var tilePanels = Math.Clamp((panels + 2 * parallel.Threads - 1) / (2 * parallel.Threads), 1, MostPanels);
        var tiles = (panels + tilePanels - 1) / tilePanels;
        var blocks = (_rows + TKernel.Rows - 1) / TKernel.Rows;
        var strips = Math.Min(blocks, (parallel.Threads + tiles - 1) / tiles);
        parallel.For(tiles * strips, item =>
        {
            var (tile, strip) = Math.DivRem(item, strips);
            var columns = new TapColumns(geometry, tile * tilePanels * TKernel.Columns, tilePanels * TKernel.Columns);
            using var source = x.Pin();
            using var target = y.Pin();
            fixed (float* a = packed, bias = _bias)
                Tile<TKernel>(a, bias, columns, (float*)source.Pointer, (float*)target.Pointer, blocks * strip / strips, blocks * (strip + 1) / strips);
        });
    }

    private void Tile<TKernel>(float* a, float* bias, TapColumns columns, float* x, float* y, int firstBlock, int lastBlock) where TKernel : struct, IMicroKernel
    {
        var depth = _channels * _taps.Length;
        var panels = (columns.Count + TKernel.Columns - 1) / TKernel.Columns;
        var buffer = ArrayPool<float>.Shared.Rent(panels * TKernel.Columns * Depth + columns.Count + TKernel.Rows * TKernel.Columns + 48);
        fixed (float* start = buffer)
        {
            var b = (float*)(((nint)start + 63) & ~63);
            float* block = b + panels * TKernel.Columns * Depth, line = block + TKernel.Rows * TKernel.Columns;
            // At depth 0 (no tap reaches this phase) one empty round still writes the bias.
            for (var k = 0; k == 0 || k < depth; k += Depth)
            {
                var count = Math.Min(Depth, depth - k);
                columns.Gather(x, _taps, k, count, b, TKernel.Columns, line);
                for (var panel = 0; panel < panels; panel++)
                    for (var i = firstBlock; i < lastBlock; i++)
                    {
                        var (row, column) = (i * TKernel.Rows, panel * TKernel.Columns);
                        var weights = a + (nint)row * depth + k * TKernel.Rows;
                        var start0 = k == 0 ? bias + row : null;
                        var rows = Math.Min(TKernel.Rows, _rows - row);
                        if (rows == TKernel.Rows && columns.Contiguous(column, TKernel.Columns))
                        {
                            TKernel.Run(weights, b + column * count, count, columns.Target(y, row, column), columns.Geometry.Output.Plane, start0);
                            continue;
                        }

                        // The block hangs over an edge, or its columns are apart in memory: compute it aside.
                        if (k > 0) columns.Load(y, row, rows, column, block, TKernel.Columns);
                        TKernel.Run(weights, b + column * count, count, block, TKernel.Columns, start0);
                        columns.Store(y, row, rows, column, block, TKernel.Columns);
                    }
            }
        }

        ArrayPool<float>.Shared.Return(buffer);
    }
}
