namespace SaliencyPS.Networks.Layers;

/// <summary>An elementwise combination of inputs in which any axis of length 1 is repeated (NumPy's broadcasting).</summary>
public abstract class BroadcastLayer : Layer
{
    /// <inheritdoc/>
    public sealed override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var result = inputs[0];
        foreach (var shape in inputs)
            result = new(Axis(result, shape, result.Channels, shape.Channels), Axis(result, shape, result.Height, shape.Height),
                Axis(result, shape, result.Width, shape.Width));
        return result;

        static int Axis(TensorShape left, TensorShape right, int a, int b) => a == b || b == 1 ? a : a == 1 ? b
            : throw new NetworkFormatException("The shapes of the inputs do not fit together.", expected: $"{left}", actual: $"{right}");
    }
}
