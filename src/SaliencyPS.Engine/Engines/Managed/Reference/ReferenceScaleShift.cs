using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="ScaleShift"/>: scale · x + shift per index of the axis; the gradient is scaled alike.</summary>
internal sealed class ReferenceScaleShift(ScaleShift layer) : Step
{
    public override bool InPlace => true;

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
            Map(pass.Inputs[0].Sample(n), pass.Output.Sample(n), pass.Output.Shape, shifted: true);
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            Map(pass.OutputGradient.Sample(g), pass.InputGradients[0].Sample(g), pass.OutputGradient.Shape, shifted: false);
    }

    private void Map<T>(Span<T> from, Span<T> to, TensorShape shape, bool shifted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (inner, count) = (layer.Inner(shape), shape[layer.Axis]);
        for (var run = 0; run * inner < from.Length; run++)
        {
            T scale = T.CreateChecked(layer.ScaleOf(run % count)),
                shift = shifted ? T.CreateChecked(layer.ShiftOf(run % count)) : T.Zero;
            for (var i = run * inner; i < (run + 1) * inner; i++) to[i] = shifted ? scale * from[i] + shift : scale * from[i];
        }
    }
}
