using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="MaxPool"/>; where the maxima were is found again on the way back.</summary>
internal sealed class MaxPoolOperator(MaxPool layer, TensorShape input, TensorShape output) : TorchOperator
{
    private readonly WindowPadding _padding = new(layer.Window, input, output);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => Pool(inputs[0]).output;

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var sizes = gradient.shape;
        var places = Pool(inputs[0]).indices.flatten(2).unsqueeze(1).expand(sizes[0], sizes[1], sizes[2], sizes[3] * sizes[4]);
        var sums = zeros([sizes[0], sizes[1], sizes[2], (long)_padding.Height * _padding.Width], device: gradient.device)
            .scatter_add(3, places, gradient.flatten(3));
        return _padding.Remove(sums.reshape([.. sizes[..3], _padding.Height, _padding.Width])).contiguous();
    }

    private (Tensor output, Tensor indices) Pool(Tensor x)
    {
        var (window, padded) = (layer.Window, _padding.Add(x, double.NegativeInfinity));
        var (values, indices) = nn.functional.max_pool2d_with_indices(padded, [window.KernelHeight, window.KernelWidth],
            [window.StrideY, window.StrideX], [0, 0], [window.DilationY, window.DilationX]);
        // Rows and columns that no window of the layer begins in may make room for one more.
        return (values.narrow(2, 0, output.Height).narrow(3, 0, output.Width),
            indices.narrow(2, 0, output.Height).narrow(3, 0, output.Width));
    }
}
