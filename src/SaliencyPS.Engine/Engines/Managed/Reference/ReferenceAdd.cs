using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="Add"/>: the gradient goes to every input; where an input was repeated, the sum over its repetitions.
/// </summary>
internal sealed class ReferenceAdd : Step
{
    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var y = pass.Output.Sample(n);
            y.Clear();
            foreach (var input in pass.Inputs)
                Broadcast.Combine<T>(pass.Output.Shape, y, input.Shape, input.Sample(n), Vectors.Add, Vectors.Add);
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            foreach (var gradient in pass.InputGradients)
            {
                if (gradient.Memory.IsEmpty) continue;
                var runs = new Broadcast(pass.OutputGradient.Shape, gradient.Shape);
                Span<T> gy = pass.OutputGradient.Sample(g), gx = gradient.Sample(g);
                gx.Clear();
                for (var r = 0; r < runs.Count; r++)
                {
                    var source = gy.Slice(r * runs.Length, runs.Length);
                    var target = gx.Slice(runs.Source(r), runs.SourceLength);
                    if (target.Length == 1) target[0] += Vectors.Sum<T>(source);
                    else Vectors.Add(target, source);
                }
            }
    }
}
