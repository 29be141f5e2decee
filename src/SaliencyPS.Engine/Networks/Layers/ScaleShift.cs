using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// scale · x + shift with one constant pair per index of one axis (that of the channels, if not told otherwise), or one for all:
/// batch normalization at inference, constant arithmetic. The scale is the layer's weight, the shift its bias.
/// </summary>
public sealed record ScaleShift : WeightedLayer
{
    /// <summary>Takes the arrays over; they must not be written to afterwards.</summary>
    /// <param name="scale">One value per index of the axis, or one for all.</param>
    /// <param name="shift">One value per index of the axis, or one for all.</param>
    /// <param name="axis">The axis, counted from 0, which is that of the channels.</param>
    public ScaleShift(float[] scale, float[] shift, int axis = 0)
        : this(new Weights(scale, new(scale.Length)), new Weights(shift, new(shift.Length)), axis)
    {
    }

    private ScaleShift(Weights scale, Weights shift, int axis) => (Weight, Bias, Axis) = (scale, shift, axis);

    /// <summary>The axis that has a pair per index, counted from 0, which is that of the channels.</summary>
    public int Axis { get; }

    /// <summary>The scale: one value per index of the axis, or one for all.</summary>
    public override Weights Weight { get; }

    /// <summary>The shift: one value per index of the axis, or one for all.</summary>
    public override Weights Bias { get; }

    /// <summary>The scale at an index of the axis.</summary>
    internal float ScaleOf(int index) => Weight[Weight.Count == 1 ? 0 : index];

    /// <summary>The shift at an index of the axis.</summary>
    internal float ShiftOf(int index) => Bias[Bias.Count == 1 ? 0 : index];

    /// <summary>Elements of a shape that share each pair: those of the axes behind.</summary>
    internal int Inner(TensorShape shape)
    {
        var inner = 1;
        for (var axis = Axis + 1; axis < shape.Rank; axis++) inner *= shape[axis];
        return inner;
    }

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var length in (ReadOnlySpan<int>)[Weight.Count, Bias.Count])
            if (length != 1 && length != inputs[0][Axis])
                throw new NetworkFormatException(Axis == 0 ? "Scale and shift need one value per channel."
                    : $"Scale and shift need one value per index of axis {Axis}.",
                    expected: $"{inputs[0][Axis]}", actual: $"{length}");
        return inputs[0];
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <inheritdoc/>
    public override ScaleShift With(Weights weight, Weights bias) => new(weight, bias, Axis);

    /// <summary>The weighted layer that does its own work and this layer's, which follows it.</summary>
    internal WeightedLayer FoldInto(WeightedLayer before)
    {
        var (weight, bias) = (before.Weight, before.Bias);
        var row = weight.Count / bias.Count;
        var (scaled, shifted) = (new float[weight.Count], new float[bias.Count]);
        for (var i = 0; i < scaled.Length; i++) scaled[i] = weight[i] * ScaleOf(i / row);
        for (var c = 0; c < shifted.Length; c++) shifted[c] = bias[c] * ScaleOf(c) + ShiftOf(c);
        return before.With(new(scaled, weight.Shape), new(shifted, bias.Shape));
    }
}
