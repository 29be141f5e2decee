using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Multiply"/>: each input's gradient is the other input times the result's. Saved: both inputs.</summary>
internal sealed class ReferenceMultiply : Step
{
    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked((inputs[0].Length + inputs[1].Length) * elementSize);

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var saved = pass.SavedOf<T>(n);
            var y = pass.Output.Sample(n);
            y.Fill(T.One);
            foreach (var input in pass.Inputs)
            {
                var x = input.Sample(n);
                Broadcast.Combine<T>(pass.Output.Shape, y, input.Shape, x, Vectors.Multiply, Vectors.Multiply);

                if (saved.IsEmpty) continue;
                x.CopyTo(saved);
                saved = saved[x.Length..];
            }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var full = pass.OutputGradient.Shape;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var side = 0; side < 2; side++)
            {
                if (pass.InputGradients[side].Memory.IsEmpty) continue;
                var (mine, other) = (pass.InputGradients[side].Shape, pass.InputGradients[1 - side].Shape);
                var saved = pass.SavedOf<T>(g / pass.GradientsPerSample);
                var factor = side == 0 ? saved[mine.Length..] : saved[..other.Length];
                Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[side].Sample(g);
                gx.Clear();
                var (target, source) = (new Broadcast(full, mine), new Broadcast(full, other));
                for (var i = 0; i < full.Length; i++) gx[Index(target, i)] += gy[i] * factor[Index(source, i)];
            }
    }

    private static int Index(Broadcast part, int element)
    {
        var (run, rest) = Math.DivRem(element, part.Length);
        return part.Source(run) + (part.SourceLength == 1 ? 0 : rest);
    }
}
