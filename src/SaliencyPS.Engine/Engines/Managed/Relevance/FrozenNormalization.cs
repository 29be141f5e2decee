using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Relevance;

/// <summary>
/// A <see cref="LayerNormalization"/> whose divisor σ counts as constant on the way back: gx = (gx̂ − mean(gx̂)) / σ with gx̂
/// = gy · scale. Saved: 1/σ of each row.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="step">Its step, which gives the result.</param>
internal sealed class FrozenNormalization(LayerNormalization layer, Step step) : Step
{
    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        inputs[0].Length / layer.Length(inputs[0]) * elementSize;

    public override void Forward<T>(StepPass<T> pass)
    {
        step.Forward(new StepPass<T> { Inputs = pass.Inputs, Output = pass.Output, Parallel = pass.Parallel });
        var length = layer.Length(pass.Inputs[0].Shape);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), saved = pass.SavedOf<T>(n);
            for (var row = 0; row < saved.Length; row++)
            {
                double sum = 0, squares = 0;
                foreach (var value in x.Slice(row * length, length)) sum += double.CreateChecked(value);
                var mean = layer.Centered ? sum / length : 0;
                foreach (var value in x.Slice(row * length, length))
                    squares += (double.CreateChecked(value) - mean) * (double.CreateChecked(value) - mean);
                saved[row] = T.CreateChecked(1 / Math.Sqrt(squares / length + layer.Epsilon));
            }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var length = layer.Length(pass.OutputGradient.Shape);
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
                saved = pass.SavedOf<T>(g / pass.GradientsPerSample);
            for (var row = 0; row < saved.Length; row++)
            {
                Span<T> from = gy.Slice(row * length, length), to = gx.Slice(row * length, length);
                var sum = 0.0;
                for (var i = 0; i < length; i++)
                {
                    to[i] = layer.Scale is { } scale ? from[i] * T.CreateChecked(scale[i]) : from[i];
                    sum += double.CreateChecked(to[i]);
                }

                var mean = T.CreateChecked(layer.Centered ? sum / length : 0);
                for (var i = 0; i < length; i++) to[i] = (to[i] - mean) * saved[row];
            }
        }
    }
}
