using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Linear"/> on the flattened input or on its last axis.</summary>
internal sealed class LinearOperator(Linear layer, TensorShape input, Device device) : TorchOperator
{
    private readonly Tensor _weight = layer.Weight.ToTensor(device), _bias = layer.Bias.ToTensor(device);
    private readonly bool _flat = input.Length == layer.Inputs;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        nn.functional.linear(_flat ? inputs[0].flatten(1) : inputs[0], _weight, _bias);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        Parted(gradient.matmul(_weight), gradient, inputs[0].shape[1..]);
}
