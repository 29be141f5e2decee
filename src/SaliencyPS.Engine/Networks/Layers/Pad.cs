namespace SaliencyPS.Networks.Layers;

/// <summary>Adds rows and columns of a constant value around every plane.</summary>
public sealed class Pad(int top, int left, int bottom, int right, float value = 0) : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        Math.Min(Math.Min(top, left), Math.Min(bottom, right)) < 0
            ? throw new NetworkFormatException("Padding must not be negative.", actual: $"{top}, {left}, {bottom}, {right}")
            : new(inputs[0].Channels, checked(inputs[0].Height + top + bottom), checked(inputs[0].Width + left + right));

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(new Window2D(1, 1) { PadTop = top, PadLeft = left });

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        pass.Output.Span.Fill(T.CreateChecked(value));
        CopyRows(pass.Inputs[0], pass.Output, inward: false);
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass) => CopyRows(pass.InputGradients[0], pass.OutputGradient, inward: true);

    private void CopyRows<T>(Tensor<T> small, Tensor<T> large, bool inward)
    {
        var (inner, outer) = (small.Shape, large.Shape);
        for (var n = 0; n < small.Batch; n++)
            for (var c = 0; c < inner.Channels; c++)
                for (var y = 0; y < inner.Height; y++)
                {
                    var a = small.Sample(n).Slice((c * inner.Height + y) * inner.Width, inner.Width);
                    var b = large.Sample(n).Slice((c * outer.Height + y + top) * outer.Width + left, inner.Width);
                    if (inward) b.CopyTo(a);
                    else a.CopyTo(b);
                }
    }
}
