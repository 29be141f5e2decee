using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Linear"/>: y = W · x + b, gx = Wᵀ · gy.</summary>
internal sealed class ReferenceLinear(Linear layer) : Step
{
    public override void Forward<T>(StepPass<T> pass)
    {
        var (weight, bias) = (layer.Weight, layer.Bias);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            for (var o = 0; o < y.Length; o++)
            {
                var sum = T.CreateChecked(bias[o]);
                for (var i = 0; i < x.Length; i++) sum += T.CreateChecked(weight[o * x.Length + i]) * x[i];
                y[o] = sum;
            }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var weight = layer.Weight;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g);
            gx.Clear();
            for (var o = 0; o < gy.Length; o++)
                for (var i = 0; i < gx.Length; i++) gx[i] += T.CreateChecked(weight[o * gx.Length + i]) * gy[o];
        }
    }
}
