using System.Buffers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// The one form that every dense convolution and every convolution's input gradient reduces to (see <see cref="TapShape"/>), as a
/// product whose left side is read where it lies: no unfolded copy of the input ever exists (implicit GEMM). Only where taps read
/// beyond the input is a strip of it copied, with a border of zeros.
/// </summary>
internal sealed unsafe class TapConvolution : IConvolver
{
    // A strip of input stays in the second-level cache while all outputs are computed from it.
    private const int StripBytes = 192 * 1024;

    // A point-wise convolution has no rows; its positions are cut into rows of about this
    // length, a multiple of the kernel's rows.
    private const int PointwiseRow = 56;

    private readonly TapShape _shape;
    private readonly PackedWeights _weights;
    private readonly AlignedArray<nint> _offsets;
    private readonly bool _copies;
    private readonly int _segmentLength, _height, _width, _lastWidth, _stripRows;

    /// <summary>Packs the weights once for this machine's widest registers.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="weight">w(output, input, row of the tap, column of the tap).</param>
    /// <param name="bias">One value per output; empty means zero.</param>
    public TapConvolution(TapShape shape, Func<int, int, int, int, float> weight, ReadOnlySpan<float> bias)
    {
        (_shape, _copies, _height, _width, _lastWidth) = (shape, shape.ReadsOutside, shape.Height, shape.Width, shape.Width);
        if (shape.IsPointwise)
        {
            _height = (shape.Output.Plane + PointwiseRow - 1) / PointwiseRow;
            _width = (shape.Output.Plane + _height - 1) / _height;
            _height = (shape.Output.Plane + _width - 1) / _width;
            _lastWidth = shape.Output.Plane - (_height - 1) * _width;
        }

        var rowBytes = (long)shape.InputBlocks * StripColumns * shape.Step.Y * shape.Lanes * sizeof(float);
        _stripRows = (int)Math.Clamp(StripBytes / rowBytes, 1, _height);

        // Neighbouring columns of a row of taps are one segment.
        var (rows, columns) = (shape.Rows, shape.Columns);
        var joined = columns.Length > 0 && columns[^1] - columns[0] == columns.Length - 1;
        if (joined) columns = [columns[0]];
        _segmentLength = shape.Lanes * (joined ? shape.Columns.Length : 1);
        _offsets = new(shape.InputBlocks * rows.Length * columns.Length);
        var (blockStep, rowStep) = _copies ? (StripHeight(_stripRows) * StripColumns, StripColumns)
            : (shape.Input.Plane, shape.Input.Width);
        var (top, left) = _copies ? (rows[0], shape.Columns[0]) : (0, 0);
        for (var s = 0; s < _offsets.Memory.Length; s++)
        {
            var (rest, x) = Math.DivRem(s, columns.Length);
            var (block, y) = Math.DivRem(rest, rows.Length);
            _offsets.Pointer[s] = ((nint)block * blockStep + (nint)(rows[y] - top) * rowStep + columns[x] - left) * shape.Lanes;
        }

        _weights = shape.Pack(weight, bias);
    }

    // Size of the copied strip for so many output rows.
    private int StripHeight(int rows) => (rows - 1) * _shape.Step.Y + _shape.Rows[^1] - _shape.Rows[0] + 1;

    private int StripColumns =>
        _shape.Columns.Length == 0 ? 1 : (_width - 1) * _shape.Step.X + _shape.Columns[^1] - _shape.Columns[0] + 1;

    /// <inheritdoc/>
    public void Run(Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        if (_height <= 0 || _width <= 0) return; // a phase beyond an input smaller than the stride
        ConvolutionShares.Run(_shape, _weights, _height, _stripRows, x, y, parallel, Strip);
    }

    private void Strip(float* x, float* y, int firstRow, int lastRow, int firstGroup, int lastGroup)
    {
        if (!_copies)
        {
            Multiply(x, (nint)(_shape.IsPointwise ? _width : _shape.Step.Y * _shape.Input.Width) * _shape.Lanes, 0, y, firstRow,
                lastRow, firstGroup, lastGroup);
            return;
        }

        var length = _shape.InputBlocks * StripHeight(_stripRows) * StripColumns * _shape.Lanes;
        var buffer = ArrayPool<float>.Shared.Rent(length + 16);
        fixed (float* start = buffer)
        {
            var strip = (float*)(((nint)start + 63) & ~63);
            Copy(x, strip, firstRow, lastRow);
            Multiply(strip, (nint)_shape.Step.Y * StripColumns * _shape.Lanes, firstRow, y, firstRow,
                lastRow, firstGroup, lastGroup);
        }

        ArrayPool<float>.Shared.Return(buffer);
    }

    private void Multiply(float* x, nint rowElements, int origin, float* y, int firstRow, int lastRow,
        int firstGroup, int lastGroup)
    {
        var depth = new Segments(_offsets.Pointer, _offsets.Memory.Length, _segmentLength);
        nint step = _shape.Step.X * _shape.Lanes, rowStep = _shape.OutputStep.X * 16, blockStep = (nint)_shape.Output.Plane * 16;
        for (var group = firstGroup; group < lastGroup; group++)
        {
            var (weights, start, wide) = ((nint)_weights.Weights(group), (nint)_weights.Start(group),
                ProductKernel.Width > 1 && _weights.IsFull(group));
            var next = _weights.Weights(Math.Min(group + 1, lastGroup - 1));
            var target = y + group * ProductKernel.Width * blockStep;
            for (var row = firstRow; row < lastRow; row++)
            {
                var width = row == _height - 1 ? _lastWidth : _width;
                var line = target + (_shape.IsPointwise ? (nint)row * _width
                    : (nint)(row * _shape.OutputStep.Y + _shape.First.Y) * _shape.Output.Width + _shape.First.X) * 16;
                ProductKernel.Run(width, wide, x + (row - origin) * rowElements, depth, step, (float*)weights, line, rowStep,
                    blockStep, (float*)start, row == lastRow - 1 ? next : (float*)weights);
            }
        }
    }

    // The part of the input that the rows' taps read, block by block, zeros where there is no input.
    private void Copy(float* x, float* strip, int firstRow, int lastRow)
    {
        var (input, lanes) = (_shape.Input, _shape.Lanes);
        var (left, columns) = (_shape.Columns[0], StripColumns);
        var from = Math.Clamp(-left, 0, columns);
        var to = Math.Clamp(input.Width - left, from, columns);
        for (var block = 0; block < _shape.InputBlocks; block++)
            for (var row = 0; row < StripHeight(lastRow - firstRow); row++)
            {
                var line = new Span<float>(strip + ((nint)block * StripHeight(_stripRows) + row) * columns * lanes,
                    columns * lanes);
                var iy = firstRow * _shape.Step.Y + _shape.Rows[0] + row;
                if ((uint)iy >= (uint)input.Height)
                {
                    line.Clear();
                    continue;
                }

                line[..(from * lanes)].Clear();
                new ReadOnlySpan<float>(x + ((nint)block * input.Plane + (nint)iy * input.Width + left + from) * lanes,
                    (to - from) * lanes).CopyTo(line[(from * lanes)..]);
                line[(to * lanes)..].Clear();
            }
    }
}
