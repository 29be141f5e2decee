using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// <see cref="LayerNormalization"/>: with x̂ = (x − mean) / σ, gx = (gx̂ − mean(gx̂) − x̂ · mean(gx̂ · x̂)) / σ, where gx̂ = gy ·
/// scale and the first mean counts only where x is centered. Saved: x̂, then 1/σ of each row.
/// </summary>
internal sealed class ReferenceLayerNormalization(LayerNormalization layer) : Step
{
    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked((inputs[0].Length + inputs[0].Length / layer.Length(inputs[0])) * elementSize);

    public override void Forward<T>(StepPass<T> pass)
    {
        var length = layer.Length(pass.Output.Shape);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), saved = pass.SavedOf<T>(n);
            for (var row = 0; row < x.Length / length; row++)
            {
                Span<T> from = x.Slice(row * length, length), to = y.Slice(row * length, length);
                // In double precision: a row may be a whole feature map.
                double center = 0, squares = 0;
                if (layer.Centered) foreach (var value in from) center += double.CreateChecked(value);
                center /= length;
                foreach (var value in from)
                    squares += (double.CreateChecked(value) - center) * (double.CreateChecked(value) - center);
                T mean = T.CreateChecked(center), factor = T.CreateChecked(1 / Math.Sqrt(squares / length + layer.Epsilon));
                for (var i = 0; i < length; i++) to[i] = (from[i] - mean) * factor;
                if (!saved.IsEmpty)
                {
                    to.CopyTo(saved[(row * length)..]);
                    saved[x.Length + row] = factor;
                }

                for (var i = 0; i < length; i++) to[i] = to[i] * Scale<T>(i) + Shift<T>(i);
            }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var length = layer.Length(pass.OutputGradient.Shape);
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gx = pass.InputGradients[0].Sample(g), gy = pass.OutputGradient.Sample(g),
                saved = pass.SavedOf<T>(g / pass.GradientsPerSample);
            for (var row = 0; row < gx.Length / length; row++)
            {
                Span<T> normalized = saved.Slice(row * length, length), from = gy.Slice(row * length, length),
                    to = gx.Slice(row * length, length);
                double sum = 0, product = 0;
                for (var i = 0; i < length; i++)
                {
                    to[i] = from[i] * Scale<T>(i);
                    sum += double.CreateChecked(to[i]);
                    product += double.CreateChecked(to[i] * normalized[i]);
                }

                T mean = T.CreateChecked(layer.Centered ? sum / length : 0), dot = T.CreateChecked(product / length);
                for (var i = 0; i < length; i++) to[i] = (to[i] - mean - normalized[i] * dot) * saved[gx.Length + row];
            }
        }
    }

    private T Scale<T>(int index) where T : IBinaryFloatingPointIeee754<T> =>
        layer.Scale is { } scale ? T.CreateChecked(scale[index]) : T.One;

    private T Shift<T>(int index) where T : IBinaryFloatingPointIeee754<T> =>
        layer.Shift is { } shift ? T.CreateChecked(shift[index]) : T.Zero;
}
