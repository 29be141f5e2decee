using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// A linear layer on the last axis: one product for all rows of all samples. Weights are packed for a direction when it is
/// first run.
/// </summary>
internal sealed class RowLinear(Linear layer) : SingleStep
{
    private readonly Lazy<PackedWeights> _forward = new(() =>
        PackedWeights.OfLinear(layer.Outputs, layer.Inputs, layer.Weight.Span, layer.Bias.Span));

    private readonly Lazy<PackedWeights> _backward = new(() => Backward(layer));

    protected override void Forward(StepPass<float> pass) =>
        RowProduct.Run(pass.Inputs[0].Memory, _forward.Value, pass.Output.Memory, pass.Output.Span.Length / layer.Outputs,
            pass.Parallel);

    // Where only some tokens are read further on, the others have no gradient: then only the rows between them are computed.
    protected override void Backward(StepPass<float> pass)
    {
        var (gy, gx) = (pass.OutputGradient, pass.InputGradients[0]);
        var rows = gy.Shape.Length / layer.Outputs;
        var ranges = new (int First, int End)[gy.Batch];
        for (var g = 0; g < gy.Batch; g++) ranges[g] = RowItems.Filled(gy.Sample(g), layer.Outputs);
        if (Array.TrueForAll(ranges, range => range == (0, rows)))
        {
            RowProduct.Run(gy.Memory, _backward.Value, gx.Memory, gy.Batch * rows, pass.Parallel);
            return;
        }

        for (var g = 0; g < gy.Batch; g++)
        {
            var (first, end) = ranges[g];
            var target = gx.Sample(g);
            target[..(first * layer.Inputs)].Clear();
            target[(end * layer.Inputs)..].Clear();
            if (first == end) continue;
            RowProduct.Run(gy.Memory[((g * rows + first) * layer.Outputs)..], _backward.Value,
                gx.Memory[((g * rows + first) * layer.Inputs)..], end - first, pass.Parallel);
        }
    }

    private static PackedWeights Backward(Linear layer) => new(layer.Inputs, layer.Outputs, ProductKernel.Width, default,
        (k, first, row) => layer.Weight.Span.Slice(k * layer.Inputs + first, row.Length).CopyTo(row));
}
