using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Linear"/>: y = W · x + b and gx = Wᵀ · gy, row by row.</summary>
internal sealed class ReferenceLinear(Linear layer) : Step
{
    public override void Forward<T>(StepPass<T> pass)
    {
        var (weight, bias) = (layer.Weight, layer.Bias);
        for (var row = 0; row < pass.Output.Span.Length / layer.Outputs; row++)
        {
            Span<T> x = pass.Inputs[0].Span.Slice(row * layer.Inputs, layer.Inputs),
                y = pass.Output.Span.Slice(row * layer.Outputs, layer.Outputs);
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
        for (var row = 0; row < pass.OutputGradient.Span.Length / layer.Outputs; row++)
        {
            Span<T> gy = pass.OutputGradient.Span.Slice(row * layer.Outputs, layer.Outputs),
                gx = pass.InputGradients[0].Span.Slice(row * layer.Inputs, layer.Inputs);
            gx.Clear();
            for (var o = 0; o < gy.Length; o++)
                for (var i = 0; i < gx.Length; i++) gx[i] += T.CreateChecked(weight[o * gx.Length + i]) * gy[o];
        }
    }
}
