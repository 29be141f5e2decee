using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
using static TorchSharp.torch;
using Reduce = SaliencyPS.Networks.Layers.Reduce;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Reduce"/>.</summary>
internal sealed class ReduceOperator(Reduce layer, TensorShape output) : TorchOperator
{
    private readonly long[] _axes = [.. Enumerable.Range(layer.Axis + 1, layer.Count).Select(axis => (long)axis)];
    private readonly long[] _sizes = output.ToLengths();

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => layer.Kind switch
    {
        ReduceKind.Sum => inputs[0].sum(_axes, keepdim: true),
        ReduceKind.Mean => inputs[0].mean(_axes, keepdim: true),
        ReduceKind.Maximum => inputs[0].amax(_axes, keepdim: true),
        ReduceKind.Norm => inputs[0].Squared().sum(_axes, keepdim: true).sqrt(),
        _ => throw new NotSupportedException($"Say how to compute a reduction of the kind {layer.Kind}."),
    };

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var x = inputs[0];
        var slope = layer.Kind switch
        {
            ReduceKind.Sum => ones_like(x),
            ReduceKind.Mean => ones_like(x) * N((double)result.numel() / x.numel()),
            ReduceKind.Maximum when (x == result).to(ScalarType.Float32) is var equal => equal / equal.sum(_axes, keepdim: true),
            _ => where(result == N(0), zeros_like(x), x / result),
        };
        return Parted(gradient, gradient, _sizes) * slope.unsqueeze(1);
    }
}
