using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Concat"/>.</summary>
internal sealed class ConcatOperator(Concat layer, TensorShape output) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => cat([.. inputs.Select(input => Whole(input, output))], layer.Axis + 1);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var start = inputs.Take(input).Sum(before => Whole(before, output).shape[layer.Axis + 1]);
        var length = Whole(inputs[input], output).shape[layer.Axis + 1];
        return Parted(gradient.narrow(layer.Axis + 2, start, length).contiguous(), gradient, inputs[input].shape[1..]);
    }
}
