using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="LayerNormalization"/>.</summary>
internal sealed class NormalizationOperator : TorchOperator
{
    private readonly LayerNormalization _layer;
    private readonly Tensor? _scale, _shift;
    private readonly long _length;
    private readonly bool _frozen;

    /// <param name="layer">The layer.</param>
    /// <param name="shape">Shape of input and result.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="frozen">Whether the divisor counts as constant on the way back.</param>
    public NormalizationOperator(LayerNormalization layer, TensorShape shape, Device device, bool frozen = false)
    {
        (_layer, _length, _frozen) = (layer, layer.Length(shape), frozen);
        (_scale, _shift) = (layer.Scale?.ToTensor(device), layer.Shift?.ToTensor(device));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs)
    {
        var y = Normalized(inputs[0]).Value;
        if (_scale is { } scale) y *= scale;
        if (_shift is { } shift) y = y.Plus(shift);
        return y.reshape(inputs[0].shape);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var (normalized, factor) = Normalized(inputs[0]);
        var back = gradient.reshape([gradient.shape[0], gradient.shape[1], -1, _length]);
        back = _scale is { } scale ? back * scale : back.clone();
        var mean = back.mean([-1], keepdim: true);
        var x = normalized.unsqueeze(1);
        var slope = (back * x).mean([-1], keepdim: true);
        if (_layer.Centered) back = back.Minus(mean);
        if (!_frozen) back = back.Minus(x * slope);
        return Parted(back * factor.unsqueeze(1), gradient, inputs[0].shape[1..]);
    }

    private (Tensor Value, Tensor Factor) Normalized(Tensor input)
    {
        var x = input.reshape([input.shape[0], -1, _length]);
        if (_layer.Centered) x = x.Minus(x.mean([-1], keepdim: true));
        var factor = x.Squared().mean([-1], keepdim: true).Plus(_layer.Epsilon).rsqrt();
        return (x * factor, factor);
    }
}
