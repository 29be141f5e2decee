using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary><see cref="Constant"/>: its numbers for every sample; nothing is behind it.</summary>
internal sealed class RowConstant(Constant layer) : SingleStep
{
    protected override void Forward(StepPass<float> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++) layer.Values.Span.CopyTo(pass.Output.Sample(n));
    }

    protected override void Backward(StepPass<float> pass)
    {
    }
}
