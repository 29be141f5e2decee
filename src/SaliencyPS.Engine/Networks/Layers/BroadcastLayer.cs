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

    private protected delegate void ByElement<T>(Span<T> target, ReadOnlySpan<T> source);

    private protected delegate void ByValue<T>(Span<T> target, T value);

    /// <summary>Combines one input with the result so far, run by run: element by element, or with the one value that is repeated.</summary>
    private protected static void Combine<T>(
        TensorShape full, Span<T> result, TensorShape part, ReadOnlySpan<T> input, ByElement<T> byElement, ByValue<T> byValue)
    {
        var runs = new Broadcast(full, part);
        for (var r = 0; r < runs.Count; r++)
        {
            var target = result.Slice(r * runs.Length, runs.Length);
            var source = input.Slice(runs.Source(r), runs.SourceLength);
            if (source.Length == 1) byValue(target, source[0]);
            else byElement(target, source);
        }
    }
}
