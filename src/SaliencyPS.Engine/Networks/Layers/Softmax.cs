namespace SaliencyPS.Networks.Layers;

/// <summary>e^x / Σ e^x over the channels, at every position. State: the result.</summary>
public sealed class Softmax : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * elementSize);

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var plane = pass.Output.Shape.Plane;
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), state = pass.StateOf<T>(n);
            for (var p = 0; p < plane; p++)
            {
                T largest = x[p], sum = T.Zero;
                for (var i = p; i < x.Length; i += plane) largest = T.Max(largest, x[i]);
                for (var i = p; i < x.Length; i += plane) sum += y[i] = T.Exp(x[i] - largest);
                for (var i = p; i < x.Length; i += plane) y[i] /= sum;
            }

            if (!state.IsEmpty) y.CopyTo(state);
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var plane = pass.OutputGradient.Shape.Plane;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g), y = pass.StateOf<T>(g / pass.GradientsPerSample);
            for (var p = 0; p < plane; p++)
            {
                var dot = T.Zero;
                for (var i = p; i < gy.Length; i += plane) dot += gy[i] * y[i];
                for (var i = p; i < gy.Length; i += plane) gx[i] = y[i] * (gy[i] - dot);
            }
        }
    }
}
