using SaliencyPS.Networks;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>sin x, for models with a published answer.</summary>
internal sealed class Sine : Layer
{
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0];

    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => inputs[0].Length * elementSize;

    public override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
            for (var i = 0; i < pass.Output.Shape.Length; i++)
            {
                var x = double.CreateChecked(pass.Inputs[0].Sample(n)[i]);
                pass.Output.Sample(n)[i] = T.CreateChecked(Math.Sin(x));
                if (!pass.State.IsEmpty) pass.StateOf<T>(n)[i] = T.CreateChecked(Math.Cos(x));
            }
    }

    public override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var i = 0; i < pass.OutputGradient.Shape.Length; i++)
                pass.InputGradients[0].Sample(g)[i] = pass.OutputGradient.Sample(g)[i] * pass.StateOf<T>(g / pass.GradientsPerSample)[i];
    }
}
