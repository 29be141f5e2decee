using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="ScaleShift"/>: scale · x + shift per channel; the gradient is scaled alike.</summary>
internal sealed class ReferenceScaleShift(ScaleShift layer) : Step
{
    public override bool InPlace => true;

    public override void Forward<T>(StepPass<T> pass)
    {
        var shape = pass.Output.Shape;
        for (var n = 0; n < pass.Output.Batch; n++)
            for (var c = 0; c < shape.Channels; c++)
            {
                T a = T.CreateChecked(layer.ScaleOf(c)), b = T.CreateChecked(layer.ShiftOf(c));
                var x = pass.Inputs[0].Sample(n).Slice(c * shape.Plane, shape.Plane);
                var y = pass.Output.Sample(n).Slice(c * shape.Plane, shape.Plane);
                for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + b;
            }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var shape = pass.OutputGradient.Shape;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var c = 0; c < shape.Channels; c++)
            {
                var a = T.CreateChecked(layer.ScaleOf(c));
                var gy = pass.OutputGradient.Sample(g).Slice(c * shape.Plane, shape.Plane);
                var gx = pass.InputGradients[0].Sample(g).Slice(c * shape.Plane, shape.Plane);
                for (var i = 0; i < gy.Length; i++) gx[i] = a * gy[i];
            }
    }
}
