using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>A smooth activation. Saved: its derivative at every element, computed in the forward step.</summary>
internal sealed class ReferenceActivation<TFunction>(TFunction function) : Step where TFunction : struct, IActivationFunction
{
    public override bool InPlace => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => inputs[0].Length * elementSize;

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), slopes = pass.SavedOf<T>(n);
            for (var i = 0; i < slopes.Length; i++) slopes[i] = function.Slope(x[i]);
            for (var i = 0; i < x.Length; i++) y[i] = function.Value(x[i]);
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
                slopes = pass.SavedOf<T>(g / pass.GradientsPerSample);
            for (var i = 0; i < gy.Length; i++) gx[i] = gy[i] * slopes[i];
        }
    }
}
