using SaliencyPS.Networks.Layers;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Softmax"/>.</summary>
internal sealed class SoftmaxOperator(Softmax layer) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => inputs[0].softmax(layer.Axis + 1);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var y = result.unsqueeze(1);
        return y * gradient.Minus((gradient * y).sum(layer.Axis + 2, keepdim: true));
    }
}
