using SaliencyPS.Engines.Managed;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary><see cref="Sine"/> as a layer from outside: an engine is told how to compute it.</summary>
internal sealed class SineStep : Step
{
    public static ManagedEngine Engine { get; } = new(ReferenceSteps.Own.With<Sine>(_ => new SineStep()));

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => inputs[0].Length * elementSize;

    public override void Forward<T>(StepPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
            for (var i = 0; i < pass.Output.Shape.Length; i++)
            {
                var x = double.CreateChecked(pass.Inputs[0].Sample(n)[i]);
                pass.Output.Sample(n)[i] = T.CreateChecked(Math.Sin(x));
                if (!pass.Saved.IsEmpty) pass.SavedOf<T>(n)[i] = T.CreateChecked(Math.Cos(x));
            }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var i = 0; i < pass.OutputGradient.Shape.Length; i++)
                pass.InputGradients[0].Sample(g)[i] =
                    pass.OutputGradient.Sample(g)[i] * pass.SavedOf<T>(g / pass.GradientsPerSample)[i];
    }
}
