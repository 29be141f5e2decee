using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>An <see cref="AveragePool"/>: a sum over each window, divided by what the layer counts there.</summary>
internal sealed class AveragePoolOperator : TorchOperator
{
    private readonly ConvolutionOperator _sum;
    private readonly Tensor _share;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of the input.</param>
    /// <param name="output">Shape of the result.</param>
    /// <param name="device">Where to compute.</param>
    public AveragePoolOperator(AveragePool layer, TensorShape input, TensorShape output, Device device)
    {
        var window = layer.Window;
        _sum = new(window, ones([input.Channels, 1, window.KernelHeight, window.KernelWidth], device: device).Kept(), null,
            input.Channels, input, output);
        _share = tensor((float[])[.. from row in Enumerable.Range(0, output.Height)
            from column in Enumerable.Range(0, output.Width)
            select 1f / (layer.RowCount(row, input) * layer.ColumnCount(column, input))],
            [output.Height, output.Width], device: device).Kept();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => _sum.Forward(inputs) * _share;

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        _sum.Backward(inputs, result, gradient * _share, input, rule);
}
