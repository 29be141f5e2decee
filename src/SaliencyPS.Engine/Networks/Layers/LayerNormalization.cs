using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// (x − mean) / √(variance + ε) · scale + shift over the last axes, for each index of those before (Ba, Kiros and Hinton 2016).
/// Without centering x / √(mean of squares + ε) · scale + shift (RMSNorm, Zhang and Sennrich 2019).
/// </summary>
public sealed record LayerNormalization : Layer
{
    /// <summary>Takes the arrays over; they must not be written to afterwards.</summary>
    /// <param name="axis">The first of the axes that are normalized together, counted from 0.</param>
    /// <param name="epsilon">Added to the variance, at least 0.</param>
    /// <param name="scale">One value for each element of those axes; none means 1.</param>
    /// <param name="shift">One value for each element of those axes; none means 0.</param>
    /// <param name="centered">Whether the mean is taken off.</param>
    public LayerNormalization(int axis, float epsilon, float[]? scale = null, float[]? shift = null, bool centered = true)
    {
        (Axis, Epsilon, Centered) = (axis, epsilon, centered);
        Scale = scale is null ? null : new(scale, new(scale.Length));
        Shift = shift is null ? null : new(shift, new(shift.Length));
    }

    /// <summary>The first of the axes that are normalized together, counted from 0.</summary>
    public int Axis { get; }

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; }

    /// <summary>Whether the mean is taken off.</summary>
    public bool Centered { get; }

    /// <summary>One factor for each element of the normalized axes; null means 1.</summary>
    public Weights? Scale { get; }

    /// <summary>One addend for each element of the normalized axes; null means 0.</summary>
    public Weights? Shift { get; }

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Normalization;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var shape = inputs[0];
        if (Axis < 0 || Axis >= shape.Rank)
            throw new NetworkFormatException("The axis does not exist.", expected: $"0 to {shape.Rank - 1}", actual: $"{Axis}");
        var length = Length(shape);
        foreach (var weights in (ReadOnlySpan<Weights?>)[Scale, Shift])
            if (weights is not null && weights.Count != length)
                throw new NetworkFormatException("Scale and shift need one value per normalized element.", expected: $"{length}",
                    actual: $"{weights.Count}");
        return shape;
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <summary>Elements that are normalized together.</summary>
    internal int Length(TensorShape shape)
    {
        var length = 1;
        for (var axis = Axis; axis < shape.Rank; axis++) length *= shape[axis];
        return length;
    }
}
