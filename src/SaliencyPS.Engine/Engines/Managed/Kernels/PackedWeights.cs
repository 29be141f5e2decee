namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// The right matrix of a product in the order in which <see cref="ProductKernel"/> reads it: groups of one or two blocks of 16
/// outputs, in each the depth row by row, missing outputs as zeros.
/// </summary>
internal sealed class PackedWeights
{
    private readonly AlignedArray<float> _weights, _start;
    private readonly int _depth, _outputs, _blocks, _width;

    /// <summary>Packs the weights.</summary>
    /// <param name="outputs">Columns of the matrix.</param>
    /// <param name="depth">Rows of the matrix.</param>
    /// <param name="width">Blocks in a group, 1 or 2.</param>
    /// <param name="bias">What each output starts with; empty means zero.</param>
    /// <param name="fill">Writes a row of the matrix, from an output on.</param>
    public PackedWeights(int outputs, int depth, int width, ReadOnlySpan<float> bias, FillRow fill)
        : this(outputs, depth, width, bias)
    {
        var packed = _weights.Memory.Span;
        for (int group = 0, at = 0; group < Groups; group++)
        {
            var (first, columns) = (group * width * 16, IsFull(group) ? 16 * width : 16);
            for (var k = 0; k < depth; k++, at += columns) fill(k, first, packed.Slice(at, Math.Min(columns, outputs - first)));
        }
    }

    private PackedWeights(int outputs, int depth, int width, ReadOnlySpan<float> bias)
    {
        (_depth, _outputs, _blocks, _width) = (depth, outputs, (outputs + 15) / 16, width);
        (_weights, _start) = (new(checked(_blocks * 16 * depth)), new(_blocks * 16));
        bias.CopyTo(_start.Memory.Span);
    }

    /// <summary>Packs the weights of a linear layer, outputs × depth, for this machine's kernel.</summary>
    public static unsafe PackedWeights OfLinear(int outputs, int depth, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        var result = new PackedWeights(outputs, depth, ProductKernel.Width, bias);
        var group = PackedColumns.GroupColumns;
        fixed (float* matrix = weight)
            for (var g = 0; g < result.Groups; g++)
                Transposition.Run(matrix + (nint)g * group * depth, depth, result.Weights(g), result.Columns.IsWide(g) ? 32 : 16,
                    Math.Min(result.Columns.IsWide(g) ? 32 : 16, outputs - g * group), depth);
        return result;
    }

    /// <summary>Writes weights of neighbouring outputs.</summary>
    /// <param name="k">Row of the matrix.</param>
    /// <param name="first">The first output.</param>
    /// <param name="row">One element per output; zero so far.</param>
    public delegate void FillRow(int k, int first, Span<float> row);

    /// <summary>Number of groups.</summary>
    public int Groups => (_blocks + _width - 1) / _width;

    /// <summary>Bytes of the packed weights.</summary>
    public long Bytes => (long)_weights.Memory.Length * sizeof(float);

    /// <summary>The matrix for products of rows, if it is packed for this machine's kernel.</summary>
    public unsafe PackedColumns Columns => new(_weights.Pointer, _start.Pointer, 16, _depth, _outputs);

    /// <summary>True where a group has as many blocks as the others; the last one may be narrower.</summary>
    public bool IsFull(int group) => (group + 1) * _width <= _blocks;

    /// <summary>Weights of a group.</summary>
    public unsafe float* Weights(int group) => _weights.Pointer + (long)group * _width * 16 * _depth;

    /// <summary>Start values of a group.</summary>
    public unsafe float* Start(int group) => _start.Pointer + (long)group * _width * 16;
}
