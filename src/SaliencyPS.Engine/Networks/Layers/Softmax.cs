using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>e^x / Σ e^x along one axis, at every position of the others.</summary>
/// <param name="Axis">The axis, counted from 0, which is that of the channels.</param>
public sealed record Softmax(int Axis = 0) : Layer
{
    /// <summary>The axis, counted from 0, which is that of the channels.</summary>
    public int Axis { get; } = Axis;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Linearization;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => Axis >= 0 && Axis < inputs[0].Rank ? inputs[0]
        : throw new NetworkFormatException("The axis does not exist.", expected: $"0 to {inputs[0].Rank - 1}", actual: $"{Axis}");

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        Axis == 0 ? input : ReceptiveField.Everything;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
