using SaliencyPS.Networks.Layers;
using TorchSharp;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Rectifier"/>, the layer at which gradient rules differ.</summary>
internal sealed class RectifierOperator(Rectifier layer) : TorchOperator
{
    private readonly Scalar _minimum = N(layer.Minimum), _maximum = N(layer.Maximum), _slope = N(layer.Slope);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs)
    {
        var x = inputs[0];
        var y = x.clamp(_minimum, _maximum);
        return layer.Slope == 0 ? y : where(x <= _minimum, (x.Plus(-layer.Minimum) * _slope).Plus(layer.Minimum), y);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var x = inputs[0].unsqueeze(1);
        var inside = layer.IncludesBounds ? (x >= _minimum) & (x <= _maximum) : (x > _minimum) & (x < _maximum);
        var back = rule == GradientRule.Deconvnet ? gradient : where(inside, gradient, gradient * _slope);
        return rule == GradientRule.Backpropagation ? back.clone() : where(gradient > N(0), back, back * _slope);
    }
}
