using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// scale · x + shift with one constant pair per channel (axis 0), or one for all: batch normalization at inference, constant
/// arithmetic. The scale is the layer's weight, the shift its bias.
/// </summary>
public sealed record ScaleShift : WeightedLayer
{
    /// <summary>Takes the arrays over; they must not be written to afterwards.</summary>
    /// <param name="scale">One value per channel, or one for all.</param>
    /// <param name="shift">One value per channel, or one for all.</param>
    public ScaleShift(float[] scale, float[] shift)
        : this(new Weights(scale, new(scale.Length)), new Weights(shift, new(shift.Length)))
    {
    }

    private ScaleShift(Weights scale, Weights shift) => (Weight, Bias) = (scale, shift);

    /// <summary>The scale: one value per channel, or one for all.</summary>
    public override Weights Weight { get; }

    /// <summary>The shift: one value per channel, or one for all.</summary>
    public override Weights Bias { get; }

    /// <summary>The scale of a channel.</summary>
    internal float ScaleOf(int channel) => Weight[Weight.Count == 1 ? 0 : channel];

    /// <summary>The shift of a channel.</summary>
    internal float ShiftOf(int channel) => Bias[Bias.Count == 1 ? 0 : channel];

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var length in (ReadOnlySpan<int>)[Weight.Count, Bias.Count])
            if (length != 1 && length != inputs[0].Channels)
                throw new NetworkFormatException(
                    "Scale and shift need one value per channel.", expected: $"{inputs[0].Channels}", actual: $"{length}");
        return inputs[0];
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    /// <inheritdoc/>
    public override ScaleShift With(Weights weight, Weights bias) => new(weight, bias);

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
