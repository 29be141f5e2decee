using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// What one step of a network computes, as data: its kind is the record's type, its parameters are the record's properties.
/// Immutable. How it is computed is for an engine to know.
/// </summary>
public abstract record Layer
{
    /// <summary>How relevance goes back through the layer.</summary>
    internal abstract RelevanceKind Relevance { get; }

    /// <summary>Shape of one sample's result.</summary>
    /// <param name="inputs">Shape of one sample of each input.</param>
    /// <exception cref="NetworkFormatException">The layer cannot take these shapes.</exception>
    public abstract TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs);

    /// <summary>The part of the network's input that one element of the result depends on.</summary>
    /// <param name="input">The part that one element of the layer's input depends on.</param>
    /// <param name="shape">Shape of the layer's input.</param>
    public abstract ReceptiveField Field(ReceptiveField input, TensorShape shape);

    /// <summary>
    /// Multiply-adds of one forward step over one sample, counted directly; the input gradient takes as many. 0 for layers that
    /// look at each value a few times only.
    /// </summary>
    /// <param name="output">Shape of the result.</param>
    public abstract long MultiplyAdds(TensorShape output);
}
