using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="ScaleShift"/>.</summary>
internal sealed class ScaleShiftOperator(ScaleShift layer, TensorShape shape, Device device) : TorchOperator
{
    private readonly Tensor _scale = Along(layer.Weight, layer.Axis, shape, device),
        _shift = Along(layer.Bias, layer.Axis, shape, device);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => (inputs[0] * _scale).Plus(_shift);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        gradient * _scale;

    private static Tensor Along(Weights weights, int axis, TensorShape shape, Device device) => weights.ToTensor(device)
        .reshape([.. Enumerable.Range(0, shape.Rank).Select(i => i == axis ? weights.Count : 1L)]).Kept();
}
