using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>A <see cref="Rectifier"/>. Saved: one bit per element, 1 where the gradient passes.</summary>
internal sealed class ReferenceRectifier(Rectifier layer) : Step
{
    public override bool InPlace => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => BitMask.Bytes(inputs[0].Length);

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            var mask = pass.SavedOf<byte>(n);
            T low = T.CreateChecked(layer.Minimum), high = T.CreateChecked(layer.Maximum), outside = T.CreateChecked(layer.Slope);
            mask.Clear();
            for (var i = 0; i < x.Length; i++)
            {
                bool under = x[i] <= low, over = x[i] >= high;
                y[i] = under ? outside == T.Zero ? low : low + outside * (x[i] - low) : over ? high : x[i];
                if (layer.IncludesBounds) (under, over) = (x[i] < low, x[i] > high);
                if (!mask.IsEmpty && !(under || over)) BitMask.Set(mask, i);
            }
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g);
            var mask = pass.SavedOf<byte>(g / pass.GradientsPerSample);
            var outside = T.CreateChecked(layer.Slope);
            for (var i = 0; i < gy.Length; i++)
            {
                var signal = gy[i];
                var result = pass.Rule == GradientRule.Deconvnet || BitMask.Get(mask, i) ? signal : outside * signal;
                gx[i] = pass.Rule == GradientRule.Backpropagation || signal > T.Zero ? result : outside * result;
            }
        }
    }
}
