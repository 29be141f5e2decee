using SaliencyPS.Networks.Layers;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="MatMul"/>.</summary>
internal sealed class MatMulOperator : TorchOperator
{
    /// <inheritdoc/>
    public override TorchOperator As(ScalarType type) => this;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => inputs[0].matmul(inputs[1]);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) => input == 0
        ? gradient.matmul(inputs[1].transpose(-2, -1).unsqueeze(1))
        : inputs[0].transpose(-2, -1).unsqueeze(1).matmul(gradient);
}
