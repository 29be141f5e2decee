using SaliencyPS.Evaluation;
using SaliencyPS.Networks.Fast;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>2-D convolution (cross-correlation, as everywhere in deep learning) with stride, padding, dilation and groups.</summary>
public sealed class Convolution : Layer
{
    private readonly int _inputs, _outputs, _groups;
    private readonly Window2D _window;
    private readonly float[] _weight, _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputChannels">Channels of the input.</param>
    /// <param name="outputChannels">Channels of the result.</param>
    /// <param name="window">Kernel, stride, padding, dilation.</param>
    /// <param name="weight">outputChannels × (inputChannels / groups) × kernel height × kernel width, row-major.</param>
    /// <param name="bias">One value per output channel; none means zero.</param>
    /// <param name="groups">Number of independent groups of channels; as many as channels for a depth-wise convolution.</param>
    /// <exception cref="NetworkFormatException">Channels are not divisible by the groups, or weight or bias have another length.</exception>
    public Convolution(int inputChannels, int outputChannels, Window2D window, float[] weight, float[]? bias = null, int groups = 1)
    {
        if (Math.Min(Math.Min(inputChannels, outputChannels), groups) < 1 || inputChannels % groups != 0 || outputChannels % groups != 0)
            throw new NetworkFormatException($"{inputChannels} input and {outputChannels} output channels cannot be split into {groups} groups.");
        var expected = (long)outputChannels * (inputChannels / groups) * window.Taps;
        if (weight.LongLength != expected)
            throw new NetworkFormatException("Wrong number of convolution weights.", expected: $"{expected}", actual: $"{weight.LongLength}");
        if (bias is not null && bias.Length != outputChannels)
            throw new NetworkFormatException("Wrong number of convolution biases.", expected: $"{outputChannels}", actual: $"{bias.Length}");
        (_inputs, _outputs, _groups, _window, _weight, _bias) = (inputChannels, outputChannels, groups, window, weight, bias ?? new float[outputChannels]);
    }

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        if (inputs[0].Channels != _inputs)
            throw new NetworkFormatException("Wrong number of input channels.", expected: $"{_inputs}", actual: $"{inputs[0].Channels}");
        var (height, width) = _window.OutputSize(inputs[0].Height, inputs[0].Width);
        return new TensorShape(_outputs, height, width);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var shape = new ConvolutionShape(pass.Inputs[0].Shape, pass.Output.Shape, _window, _groups);
        pass.Parallel.For(pass.Output.Batch * _outputs, item =>
        {
            var (n, channel) = Math.DivRem(item, _outputs);
            ConvolutionReference.Forward<T>(shape, _weight, _bias, pass.Inputs[0].Sample(n), pass.Output.Sample(n), channel);
        });
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var shape = new ConvolutionShape(pass.InputGradients[0].Shape, pass.OutputGradient.Shape, _window, _groups);
        pass.Parallel.For(pass.OutputGradient.Batch * _inputs, item =>
        {
            var (g, channel) = Math.DivRem(item, _inputs);
            ConvolutionReference.InputGradient<T>(shape, _weight, pass.OutputGradient.Sample(g), pass.InputGradients[0].Sample(g), channel);
        });
    }

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        if (_groups > 1 && _groups == _inputs && _groups == _outputs)
            return new(new FastDepthwise(new DepthwiseParts(inputs[0], OutputShape(inputs), _window, _weight, _bias)), Layout.Blocked, Layout.Blocked);
        var parts = new ConvolutionParts(inputs[0], OutputShape(inputs), _window, _groups, _weight, _bias);
        return given == Layout.Planar && _inputs <= PictureConvolution.MostChannels && _groups == 1
            ? new(new PictureConvolution(inputs[0], _window, parts), Layout.Planar, Layout.Blocked)
            : new(new FastConvolution(() => parts.Forward(FastLayer.Lanes), parts.Backward), Layout.Blocked, Layout.Blocked);
    }

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape) => input.Through(_window);

    /// <inheritdoc/>
    internal override long MultiplyAdds(TensorShape output) => (long)_weight.Length * output.Plane;

    /// <inheritdoc/>
    internal override Layer Reweigh(Func<float, float> weight, Func<float, float> bias) =>
        new Convolution(_inputs, _outputs, _window, Array.ConvertAll(_weight, w => weight(w)), Array.ConvertAll(_bias, b => bias(b)), _groups);

    /// <inheritdoc/>
    internal override Layer Randomize(Random random) => new Convolution(_inputs, _outputs, _window, RandomWeights.Like(_weight, random), _bias, _groups);

    /// <summary>The same convolution followed by scale · y + shift.</summary>
    internal Convolution Fold(ScaleShift affine)
    {
        var (weight, bias) = affine.FoldInto(_weight, _bias);
        return new Convolution(_inputs, _outputs, _window, weight, bias, _groups);
    }
}
