using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="Gather"/>: copies run by run; the gradient of an element is the sum over its copies, the first to the last.
/// </summary>
internal sealed class ReferenceGather(Gather layer) : Step
{
    public override void Forward<T>(StepPass<T> pass) => pass.Parallel.For(pass.Output.Batch, n =>
    {
        Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
        var at = 0;
        foreach (var start in layer.Starts)
        {
            var target = y.Slice(at, layer.Run);
            if (start < 0) target.Clear();
            else if (layer.Run == 1) target[0] = x[start];
            else x.Slice(start, layer.Run).CopyTo(target);
            at += layer.Run;
        }
    });

    public override void Backward<T>(StepPass<T> pass) => pass.Parallel.For(pass.OutputGradient.Batch, g =>
    {
        Span<T> gx = pass.InputGradients[0].Sample(g), gy = pass.OutputGradient.Sample(g);
        gx.Clear();
        var at = 0;
        foreach (var start in layer.Starts)
        {
            if (start >= 0)
                if (layer.Run == 1) gx[start] += gy[at];
                else Vectors.Add(gx.Slice(start, layer.Run), gy.Slice(at, layer.Run));
            at += layer.Run;
        }
    });
}
