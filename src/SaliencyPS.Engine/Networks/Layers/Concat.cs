using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>Joins its inputs along one axis.</summary>
/// <param name="Axis">
/// The axis, counted from 0, which is that of the channels. The inputs are equally long along every other one.
/// </param>
public sealed record Concat(int Axis = 0) : Layer
{
    /// <summary>
    /// The axis, counted from 0, which is that of the channels. The inputs are equally long along every other one.
    /// </summary>
    public int Axis { get; } = Axis;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Selection;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var first = inputs[0];
        var rank = Math.Max(first.Rank, Axis + 1);
        foreach (var shape in inputs) rank = Math.Max(rank, shape.Rank);
        var sizes = new int[rank];
        for (var axis = 0; axis < rank; axis++) sizes[axis] = axis == Axis ? 0 : first[axis];
        foreach (var shape in inputs)
        {
            for (var axis = 0; axis < rank; axis++)
                if (axis != Axis && shape[axis] != first[axis])
                    throw new NetworkFormatException(
                        Axis == 0 && rank <= 3 ? "All inputs must have the same height and width."
                            : $"All inputs must be equally long along every axis but {Axis}.",
                        expected: $"{first}", actual: $"{shape}");
            sizes[Axis] = checked(sizes[Axis] + shape[Axis]);
        }

        return new(sizes);
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        Axis == 0 ? input : ReceptiveField.Everything;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
