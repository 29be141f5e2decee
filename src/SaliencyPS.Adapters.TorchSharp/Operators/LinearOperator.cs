using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Linear"/> on the flattened input or on its last axis.</summary>
internal sealed class LinearOperator : TorchOperator
{
    private readonly Tensor _weight, _bias;
    private readonly bool _flat;

    /// <summary>Brings the weights to the device.</summary>
    public LinearOperator(Linear layer, TensorShape input, Device device)
        : this(layer.Weight.ToTensor(device), layer.Bias.ToTensor(device), input.Length == layer.Inputs)
    {
    }

    private LinearOperator(Tensor weight, Tensor bias, bool flat) => (_weight, _bias, _flat) = (weight, bias, flat);

    /// <inheritdoc/>
    public override TorchOperator As(ScalarType type) =>
        new LinearOperator(_weight.to(type).Kept(), _bias.to(type).Kept(), _flat);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        nn.functional.linear(_flat ? inputs[0].flatten(1) : inputs[0], _weight, _bias);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        Parted(gradient.matmul(_weight), gradient, inputs[0].shape[1..]);
}
