using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Mean over a sliding window. Where the padding is counted, the divisor counts it (but nothing beyond it, where ceil mode lets a
/// window hang over), as in PyTorch and ONNX; otherwise only the elements of the input.
/// </summary>
/// <param name="Window">The window.</param>
/// <param name="CountIncludePad">Whether the padding is counted.</param>
public sealed record AveragePool(Window2D Window, bool CountIncludePad = false) : Layer
{
    /// <summary>The window.</summary>
    public Window2D Window { get; } = Window;

    /// <summary>Whether the padding is counted.</summary>
    public bool CountIncludePad { get; } = CountIncludePad;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Contribution;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => PoolShape.Of(Window, inputs[0]);

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(Window);

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>Rows of the window at one row of the result that count for the divisor.</summary>
    internal int RowCount(int oy, TensorShape input) =>
        Count(oy, Window.StrideY, Window.PadTop, Window.PadBottom, Window.DilationY, Window.KernelHeight, input.Height);

    /// <summary>Columns of the window at one column of the result that count for the divisor.</summary>
    internal int ColumnCount(int ox, TensorShape input) =>
        Count(ox, Window.StrideX, Window.PadLeft, Window.PadRight, Window.DilationX, Window.KernelWidth, input.Width);

    private int Count(int position, int stride, int before, int after, int dilation, int kernel, int size)
    {
        var start = position * stride - before;
        var (first, end) = CountIncludePad ? (start, size + after) : (0, size);
        var count = 0;
        for (var tap = 0; tap < kernel; tap++)
            if (start + tap * dilation >= first && start + tap * dilation < end) count++;
        return count;
    }
}
