using SaliencyPS.Networks.Layers;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Constant"/>: one copy, whatever the batch.</summary>
internal sealed class ConstantOperator(Constant layer, Device device) : TorchOperator
{
    private readonly Tensor _values = layer.Values.ToTensor(device).unsqueeze(0).Kept();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => _values.alias();

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        throw new InvalidOperationException("A constant has no inputs.");
}
