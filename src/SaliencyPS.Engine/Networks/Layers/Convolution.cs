using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// 2-D convolution (cross-correlation, as everywhere in deep learning) with stride, padding, dilation and groups.
/// </summary>
public sealed record Convolution : WeightedLayer
{
    /// <summary>Takes the arrays over; they must not be written to afterwards.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the result.</param>
    /// <param name="window">Kernel, stride, padding, dilation.</param>
    /// <param name="weight">outputChannels × (inputChannels / groups) × kernel height × kernel width, row-major.</param>
    /// <param name="bias">One value per output channel; none means zero.</param>
    /// <param name="groups">Number of independent groups of channels; as many as channels for a depth-wise convolution.</param>
    /// <exception cref="NetworkFormatException">
    /// Channels are not divisible by the groups, or weight or bias have another length.
    /// </exception>
    public Convolution(int inputChannels, int outputChannels, Window2D window, float[] weight,
        float[]? bias = null, int groups = 1)
    {
        if (Math.Min(Math.Min(inputChannels, outputChannels), groups) < 1 || inputChannels % groups != 0
            || outputChannels % groups != 0)
            throw new NetworkFormatException(
                $"{inputChannels} input and {outputChannels} output channels cannot be split into {groups} groups.");
        var expected = (long)outputChannels * (inputChannels / groups) * window.Taps;
        if (weight.LongLength != expected)
            throw new NetworkFormatException("Wrong number of convolution weights.", expected: $"{expected}",
                actual: $"{weight.LongLength}");
        if (bias is not null && bias.Length != outputChannels)
            throw new NetworkFormatException("Wrong number of convolution biases.",
                expected: $"{outputChannels}", actual: $"{bias.Length}");
        (InputChannels, OutputChannels, Window, Groups) = (inputChannels, outputChannels, window, groups);
        Weight = new(weight, new(outputChannels, inputChannels / groups, window.KernelHeight, window.KernelWidth));
        Bias = new(bias ?? new float[outputChannels], new(outputChannels));
    }

    private Convolution(Convolution like, Weights weight, Weights bias) : base(like)
    {
        (InputChannels, OutputChannels, Window, Groups) = (like.InputChannels, like.OutputChannels, like.Window, like.Groups);
        (Weight, Bias) = (weight, bias);
    }

    /// <summary>Channels of the input.</summary>
    public int InputChannels { get; }

    /// <summary>Channels of the result.</summary>
    public int OutputChannels { get; }

    /// <summary>Kernel, stride, padding, dilation.</summary>
    public Window2D Window { get; }

    /// <summary>Number of independent groups of channels; as many as channels for a depth-wise convolution.</summary>
    public int Groups { get; }

    /// <summary>Output channels × (input channels / groups) × kernel height × kernel width.</summary>
    public override Weights Weight { get; }

    /// <summary>One value per output channel.</summary>
    public override Weights Bias { get; }

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        if (inputs[0].Channels != InputChannels)
            throw new NetworkFormatException("Wrong number of input channels.", expected: $"{InputChannels}",
                actual: $"{inputs[0].Channels}");
        var (height, width) = Window.OutputSize(inputs[0].Height, inputs[0].Width);
        return new TensorShape(OutputChannels, height, width);
    }

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(Window);

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => (long)Weight.Count * output.Plane;

    /// <inheritdoc/>
    public override Convolution With(Weights weight, Weights bias) => new(this, weight, bias);
}
