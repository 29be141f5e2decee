using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Constant"/>: its numbers for every sample; nothing is behind it.</summary>
internal sealed class ReferenceConstant(Constant layer) : Step
{
    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var y = pass.Output.Sample(n);
            for (var i = 0; i < y.Length; i++) y[i] = T.CreateChecked(layer.Values[i]);
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
    }
}
