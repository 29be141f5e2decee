using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// A <see cref="LocalResponseNormalization"/>; the sums over neighboring channels are a product with a matrix of ones.
/// </summary>
internal sealed class LocalResponseNormalizationOperator : TorchOperator
{
    private readonly LocalResponseNormalization _layer;
    private readonly Tensor _neighbors;

    /// <param name="layer">The layer.</param>
    /// <param name="shape">Shape of input and result.</param>
    /// <param name="device">Where to compute.</param>
    public LocalResponseNormalizationOperator(LocalResponseNormalization layer, TensorShape shape, Device device)
    {
        _layer = layer;
        var channels = shape.Channels;
        _neighbors = tensor((float[])[.. from c in Enumerable.Range(0, channels) from j in Enumerable.Range(0, channels)
            select j >= c - layer.Before && j <= c + layer.After ? 1f : 0f], [channels, channels], device: device).Kept();
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => inputs[0] * Scale(inputs[0]).pow(N(-_layer.Beta));

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var scale = Scale(inputs[0]);
        var power = scale.pow(N(-_layer.Beta)).unsqueeze(1);
        var x = inputs[0].unsqueeze(1);
        var through = gradient * x * power / scale.unsqueeze(1);
        var sum = _neighbors.transpose(0, 1).matmul(through.flatten(3)).reshape(gradient.shape);
        return (gradient * power).Minus(x * sum * N(2 * _layer.Alpha * _layer.Beta / _layer.Size));
    }

    private Tensor Scale(Tensor x) =>
        (_neighbors.matmul(x.Squared().flatten(2)).reshape(x.shape) * N(_layer.Alpha / _layer.Size)).Plus(_layer.Bias);
}
