using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Softmax"/>: gx = y · (gy − Σ gy · y). Saved: the result y.</summary>
internal sealed class ReferenceSoftmax(Softmax layer) : Step
{
    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * elementSize);

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), saved = pass.SavedOf<T>(n);
            foreach (var (first, step, end) in Lines(pass.Output.Shape))
            {
                T largest = x[first], sum = T.Zero;
                for (var i = first; i < end; i += step) largest = T.Max(largest, x[i]);
                for (var i = first; i < end; i += step) sum += y[i] = T.Exp(x[i] - largest);
                for (var i = first; i < end; i += step) y[i] /= sum;
            }

            if (!saved.IsEmpty) y.CopyTo(saved);
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
                y = pass.SavedOf<T>(g / pass.GradientsPerSample);
            foreach (var (first, step, end) in Lines(pass.OutputGradient.Shape))
            {
                var dot = T.Zero;
                for (var i = first; i < end; i += step) dot += gy[i] * y[i];
                for (var i = first; i < end; i += step) gx[i] = y[i] * (gy[i] - dot);
            }
        }
    }

    // The elements along the axis, for every position of the other axes.
    private IEnumerable<(int First, int Step, int End)> Lines(TensorShape shape)
    {
        var step = 1;
        for (var axis = layer.Axis + 1; axis < shape.Rank; axis++) step *= shape[axis];
        var block = step * shape[layer.Axis];
        for (var start = 0; start < shape.Length; start += block)
            for (var inner = 0; inner < step; inner++) yield return (start + inner, step, start + block);
    }
}
