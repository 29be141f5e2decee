using SaliencyPS.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Pad"/>.</summary>
internal sealed class PadOperator(Pad layer) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        nn.functional.pad(inputs[0], [layer.Left, layer.Right, layer.Top, layer.Bottom], PaddingModes.Constant, layer.Value);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        gradient.narrow(-2, layer.Top, inputs[0].shape[2]).narrow(-1, layer.Left, inputs[0].shape[3]).contiguous();
}
