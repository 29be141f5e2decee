using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Fully connected layer: y = W · x + b on the flattened input or, where only the last axis of the input has the length of x, on
/// that axis at each position of the others: on every token.
/// </summary>
public sealed record Linear : WeightedLayer
{
    /// <summary>Takes the arrays over; they must not be written to afterwards.</summary>
    /// <param name="inputs">Length of the flattened input or of its last axis.</param>
    /// <param name="outputs">Length of the result, or of its last axis.</param>
    /// <param name="weight">outputs × inputs, row-major.</param>
    /// <param name="bias">One value per output; none means zero.</param>
    /// <exception cref="NetworkFormatException">Weight or bias have another length.</exception>
    public Linear(int inputs, int outputs, float[] weight, float[]? bias = null)
    {
        if (weight.LongLength != (long)inputs * outputs)
            throw new NetworkFormatException("Wrong number of linear weights.", expected: $"{(long)inputs * outputs}",
                actual: $"{weight.LongLength}");
        if (bias is not null && bias.Length != outputs)
            throw new NetworkFormatException("Wrong number of linear biases.", expected: $"{outputs}", actual: $"{bias.Length}");
        (Weight, Bias) = (new(weight, new(outputs, inputs)), new(bias ?? new float[outputs], new(outputs)));
    }

    private Linear(Weights weight, Weights bias) => (Weight, Bias) = (weight, bias);

    /// <summary>Length of x: of the flattened input, or of its last axis.</summary>
    public int Inputs => Weight.Shape[1];

    /// <summary>Length of y.</summary>
    public int Outputs => Weight.Shape[0];

    /// <summary>Outputs × inputs.</summary>
    public override Weights Weight { get; }

    /// <summary>One value per output.</summary>
    public override Weights Bias { get; }

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0].Length == Inputs ? new(Outputs)
        : inputs[0].Sizes is [.. var outer, var last] && last == Inputs ? new([.. outer, Outputs])
        : throw new NetworkFormatException("Wrong number of input values.", expected: $"{Inputs}", actual: $"{inputs[0].Length}");

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => (long)Inputs * output.Length;

    /// <inheritdoc/>
    public override Linear With(Weights weight, Weights bias) => new(weight, bias);
}
