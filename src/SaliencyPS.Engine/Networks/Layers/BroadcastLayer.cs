using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// An elementwise combination of inputs in which any axis of length 1 is repeated. Axes that an input lacks at its end count as
/// such: a vector of channels meets channels × height × width as one value per channel.
/// </summary>
public abstract record BroadcastLayer : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var result = inputs[0];
        foreach (var shape in inputs)
        {
            var sizes = new int[Math.Max(result.Rank, shape.Rank)];
            for (var axis = 0; axis < sizes.Length; axis++)
                sizes[axis] = result[axis] == shape[axis] || shape[axis] == 1 ? result[axis] : result[axis] == 1 ? shape[axis]
                    : throw new NetworkFormatException(
                        "The shapes of the inputs do not fit together.", expected: $"{result}", actual: $"{shape}");
            result = new(sizes);
        }

        return result;
    }

    /// <inheritdoc/>
    public sealed override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <inheritdoc/>
    public sealed override long MultiplyAdds(TensorShape output) => 0;
}
