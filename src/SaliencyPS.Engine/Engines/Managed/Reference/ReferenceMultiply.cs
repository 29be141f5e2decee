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
                var (mine, other) = (pass.InputGradients[side].Shape, pass.InputGradients[1 - side].Shape);
                var saved = pass.SavedOf<T>(g / pass.GradientsPerSample);
                var factor = side == 0 ? saved[mine.Length..] : saved[..other.Length];
                Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[side].Sample(g);
                gx.Clear();
                for (int c = 0, i = 0; c < full.Channels; c++)
                    for (var y = 0; y < full.Height; y++)
                        for (var x = 0; x < full.Width; x++, i++)
                            gx[Index(mine, c, y, x)] += gy[i] * factor[Index(other, c, y, x)];
            }
    }

    private static int Index(TensorShape part, int channel, int y, int x) =>
        ((part.Channels == 1 ? 0 : channel) * part.Height + (part.Height == 1 ? 0 : y)) * part.Width + (part.Width == 1 ? 0 : x);
}
