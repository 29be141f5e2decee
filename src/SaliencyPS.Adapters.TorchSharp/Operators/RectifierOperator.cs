using SaliencyPS.Hosting;
using SaliencyPS.Networks.Layers;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A <see cref="Rectifier"/>, the layer at which gradient rules differ.</summary>
internal sealed class RectifierOperator(Rectifier layer) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs)
    {
        var x = inputs[0];
        var y = x.clamp(layer.Minimum, layer.Maximum);
        return layer.Slope == 0 ? y : where(x <= layer.Minimum, (x - layer.Minimum) * layer.Slope + layer.Minimum, y);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var x = inputs[0].unsqueeze(1);
        var inside = layer.IncludesBounds ? (x >= layer.Minimum) & (x <= layer.Maximum) : (x > layer.Minimum) & (x < layer.Maximum);
        var back = rule == GradientRule.Deconvnet ? gradient : where(inside, gradient, gradient * layer.Slope);
        return rule == GradientRule.Backpropagation ? back + 0 : where(gradient > 0, back, back * layer.Slope);
    }
}
