using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Mean over windows that divide the input into height × width parts of nearly equal size (PyTorch's rule: part i of n covers
/// ⌊i·size/n⌋ … ⌈(i+1)·size/n⌉). 1 × 1 is global average pooling.
/// </summary>
/// <param name="Height">Rows of the result, at least 1.</param>
/// <param name="Width">Columns of the result, at least 1.</param>
public sealed record AdaptiveAveragePool(int Height = 1, int Width = 1) : Layer
{
    /// <summary>Rows of the result, at least 1.</summary>
    public int Height { get; } = Height;

    /// <summary>Columns of the result, at least 1.</summary>
    public int Width { get; } = Width;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Contribution;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        Height >= 1 && Width >= 1 ? new(inputs[0].Channels, Height, Width)
            : throw new NetworkFormatException("An adaptive pool needs at least one window.", actual: $"{Height}×{Width}");

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape)
    {
        var (strideY, strideX) = (Math.Max(1, shape.Height / Height), Math.Max(1, shape.Width / Width));
        return input.Through(new Window2D(Reach(Height, shape.Height, strideY), Reach(Width, shape.Width, strideX))
        {
            StrideY = strideY, StrideX = strideX,
        });

        // One window for all parts, which are not all of one size nor equally far apart where the
        // size is no multiple of their number.
        static int Reach(int count, int size, int stride) =>
            Enumerable.Range(0, count).Max(i => Part(i, count, size).End - i * stride);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>
    /// The rows (or columns) of the input that one row (or column) of the result covers: the first, and the one behind the last.
    /// </summary>
    /// <param name="index">The row or column of the result.</param>
    /// <param name="count">Rows or columns of the result.</param>
    /// <param name="size">Rows or columns of the input.</param>
    internal static (int Start, int End) Part(int index, int count, int size) =>
        ((int)((long)index * size / count), (int)(((long)(index + 1) * size + count - 1) / count));
}
