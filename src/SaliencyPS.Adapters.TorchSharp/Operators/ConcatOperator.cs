using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Concat"/>.</summary>
internal sealed class ConcatOperator(Concat layer, TensorShape output) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => cat([.. inputs.Select(Whole)], layer.Axis + 1);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var start = inputs.Take(input).Sum(before => Whole(before).shape[layer.Axis + 1]);
        return Parted(gradient.narrow(layer.Axis + 2, start, Whole(inputs[input]).shape[layer.Axis + 1]).contiguous(), gradient,
            inputs[input].shape[1..]);
    }

    private Tensor Whole(Tensor input) =>
        input.reshape([.. input.shape, .. Enumerable.Repeat(1L, output.Rank + 1 - (int)input.dim())]);
}
