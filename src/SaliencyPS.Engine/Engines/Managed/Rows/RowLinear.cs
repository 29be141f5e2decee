using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// A linear layer on the last axis: one product for all rows of all samples. Weights are packed for a direction when it is first run.
/// </summary>
internal sealed class RowLinear(Linear layer) : SingleStep
{
    private readonly Lazy<PackedWeights> _forward = new(() => Forward(layer)), _backward = new(() => Backward(layer));

    protected override void Forward(StepPass<float> pass) =>
        RowProduct.Run(pass.Inputs[0].Memory, _forward.Value, pass.Output.Memory, pass.Output.Span.Length / layer.Outputs, pass.Parallel);

    protected override void Backward(StepPass<float> pass) => RowProduct.Run(pass.OutputGradient.Memory, _backward.Value,
        pass.InputGradients[0].Memory, pass.OutputGradient.Span.Length / layer.Outputs, pass.Parallel);

    private static PackedWeights Forward(Linear layer) =>
        new(layer.Outputs, layer.Inputs, ProductKernel.Width, layer.Bias.Span, (k, first, row) =>
        {
            var weight = layer.Weight.Span;
            for (var i = 0; i < row.Length; i++) row[i] = weight[(first + i) * layer.Inputs + k];
        });

    private static PackedWeights Backward(Linear layer) => new(layer.Inputs, layer.Outputs, ProductKernel.Width, default,
        (k, first, row) => layer.Weight.Span.Slice(k * layer.Inputs + first, row.Length).CopyTo(row));
}
