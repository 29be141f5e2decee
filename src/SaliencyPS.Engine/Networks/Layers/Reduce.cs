using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>Sum, mean, maximum or Euclidean norm along neighboring axes, which have length 1 in the result.</summary>
/// <param name="Kind">What becomes of the values.</param>
/// <param name="Axis">The first of the axes, counted from 0.</param>
/// <param name="Count">How many axes, at least 1.</param>
public sealed record Reduce(ReduceKind Kind, int Axis, int Count = 1) : Layer
{
    /// <summary>What becomes of the values.</summary>
    public ReduceKind Kind { get; } = Kind;

    /// <summary>The first of the axes, counted from 0.</summary>
    public int Axis { get; } = Axis;

    /// <summary>How many axes.</summary>
    public int Count { get; } = Count;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => Kind switch
    {
        ReduceKind.Sum or ReduceKind.Mean => RelevanceKind.Contribution,
        ReduceKind.Maximum => RelevanceKind.Selection,
        ReduceKind.Norm => RelevanceKind.Undefined,
        _ => throw new NotSupportedException($"Say how relevance goes through a reduction of the kind {Kind}."),
    };

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        if (Axis < 0 || Count < 1 || Axis + Count > inputs[0].Rank)
            throw new NetworkFormatException("The axes do not exist.", expected: $"0 to {inputs[0].Rank - 1}",
                actual: $"{Axis} to {Axis + Count - 1}");
        int[] sizes = [.. inputs[0].Sizes];
        sizes.AsSpan(Axis, Count).Fill(1);
        return new(sizes);
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        Axis + Count == 1 && shape.Rank == 3 ? input : ReceptiveField.Everything;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>The axes before, those reduced and those behind, each as one.</summary>
    internal (int Outer, int Reduced, int Inner) Parts(TensorShape shape)
    {
        var (outer, reduced, inner) = (1, 1, 1);
        for (var axis = 0; axis < shape.Rank; axis++)
            if (axis < Axis) outer *= shape[axis];
            else if (axis < Axis + Count) reduced *= shape[axis];
            else inner *= shape[axis];
        return (outer, reduced, inner);
    }
}
