using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Convolution"/>. Padding that differs between sides is added first.</summary>
internal sealed class ConvolutionOperator : TorchOperator
{
    private readonly WindowPadding _padding;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly long[] _strides, _dilation, _rest;
    private readonly int _groups;

    /// <summary>Brings the weights to the device.</summary>
    public ConvolutionOperator(Convolution layer, TensorShape input, TensorShape output, Device device)
        : this(layer.Window, layer.Weight.ToTensor(device), layer.Bias.ToTensor(device), layer.Groups, input, output)
    {
    }

    /// <param name="window">The window.</param>
    /// <param name="weight">Outputs × inputs of a group × rows × columns.</param>
    /// <param name="bias">One value per output, or none.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="input">Shape of the input.</param>
    /// <param name="output">Shape of the result.</param>
    public ConvolutionOperator(Window2D window, Tensor weight, Tensor? bias, int groups, TensorShape input, TensorShape output)
    {
        (_padding, _bias, _groups) = (new(window, input, output), bias, groups);
        _weight = weight.ChannelsLast().Kept();
        weight.Dispose();
        (_strides, _dilation) = ([window.StrideY, window.StrideX], [window.DilationY, window.DilationX]);
        // Rows and columns at the end that no window reaches.
        _rest =
        [
            _padding.Height - ((output.Height - 1) * window.StrideY + window.DilationY * (window.KernelHeight - 1) + 1),
            _padding.Width - ((output.Width - 1) * window.StrideX + window.DilationX * (window.KernelWidth - 1) + 1),
        ];
    }

    private ConvolutionOperator(ConvolutionOperator other, ScalarType type)
    {
        (_padding, _weight, _bias, _groups) = (other._padding, other._weight.to(type).Kept(), other._bias?.to(type).Kept(),
            other._groups);
        (_strides, _dilation, _rest) = (other._strides, other._dilation, other._rest);
    }

    /// <inheritdoc/>
    public override TorchOperator As(ScalarType type) => new ConvolutionOperator(this, type);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        nn.functional.conv2d(_padding.Add(inputs[0], 0), _weight, _bias, _strides, [0, 0], _dilation, _groups);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var joined = nn.functional.conv_transpose2d(Joined(gradient, gradient.shape[2], gradient.shape[3], gradient.shape[4]),
            _weight, null, _strides, [0, 0], null, _dilation, _groups);
        return Parted(_padding.Remove(nn.functional.pad(joined, [0, _rest[1], 0, _rest[0]])), gradient, inputs[0].shape[1..]);
    }
}
