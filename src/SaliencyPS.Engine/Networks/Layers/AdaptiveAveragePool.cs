using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Mean over windows that divide the input into height × width parts of nearly equal size (PyTorch's rule: part i of n covers
/// ⌊i·size/n⌋ … ⌈(i+1)·size/n⌉). 1 × 1 is global average pooling.
/// </summary>
public sealed class AdaptiveAveragePool(int height = 1, int width = 1) : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        height >= 1 && width >= 1 ? new(inputs[0].Channels, height, width)
            : throw new NetworkFormatException("An adaptive pool needs at least one window.", actual: $"{height}×{width}");

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape)
    {
        var (strideY, strideX) = (Math.Max(1, shape.Height / height), Math.Max(1, shape.Width / width));
        return input.Through(new Window2D(Reach(height, shape.Height, strideY), Reach(width, shape.Width, strideX)) { StrideY = strideY, StrideX = strideX });

        // One window for all parts, which are not all of one size nor equally far apart where the size is no multiple of their number.
        static int Reach(int count, int size, int stride) => Enumerable.Range(0, count).Max(i => Part(i, count, size).End - i * stride);
    }

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) =>
        new(new FastAveragePool(Axis(height, inputs[0].Height), Axis(width, inputs[0].Width)), Layout.Blocked, Layout.Blocked);

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var (input, output) = (pass.Inputs[0].Shape, pass.Output.Shape);
        pass.Parallel.For(pass.Output.Batch, n =>
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            for (int c = 0, at = 0; c < output.Channels; c++)
                for (var oy = 0; oy < height; oy++)
                    for (var ox = 0; ox < width; ox++, at++)
                    {
                        var ((top, bottom), (left, right)) = (Part(oy, height, input.Height), Part(ox, width, input.Width));
                        var sum = T.Zero;
                        for (var iy = top; iy < bottom; iy++)
                            foreach (var value in x.Slice(c * input.Plane + iy * input.Width + left, right - left)) sum += value;
                        y[at] = sum / T.CreateChecked((bottom - top) * (right - left));
                    }
        });
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var (input, output) = (pass.InputGradients[0].Shape, pass.OutputGradient.Shape);
        pass.Parallel.For(pass.OutputGradient.Batch, g =>
        {
            Span<T> gx = pass.InputGradients[0].Sample(g), gy = pass.OutputGradient.Sample(g);
            gx.Clear();
            for (int c = 0, at = 0; c < output.Channels; c++)
                for (var oy = 0; oy < height; oy++)
                    for (var ox = 0; ox < width; ox++, at++)
                    {
                        var ((top, bottom), (left, right)) = (Part(oy, height, input.Height), Part(ox, width, input.Width));
                        var share = gy[at] / T.CreateChecked((bottom - top) * (right - left));
                        for (var iy = top; iy < bottom; iy++)
                            foreach (ref var value in gx.Slice(c * input.Plane + iy * input.Width + left, right - left)) value += share;
                    }
        });
    }

    private static (int Start, int End) Part(int index, int count, int size) =>
        ((int)((long)index * size / count), (int)(((long)(index + 1) * size + count - 1) / count));

    private static PoolAxis Axis(int count, int size) => new(size, 1, Enumerable.Range(0, count).Select(i => Part(i, count, size))
        .Select(part => new PoolWindow(part.Start, part.End, part.End - part.Start)));
}
