using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A layer that gives its values another shape and leaves them as they are.</summary>
internal sealed class ReshapeOperator(TensorShape output) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        inputs[0].reshape([inputs[0].shape[0], .. output.ToLengths()]).alias();

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        Parted(gradient, gradient, inputs[0].shape[1..]).alias();
}
