using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="Pad"/>: copies rows outwards, and their gradient inwards.</summary>
internal sealed class ReferencePad(Pad layer) : Step
{
    public override void Forward<T>(StepPass<T> pass)
    {
        pass.Output.Span.Fill(T.CreateChecked(layer.Value));
        CopyRows(pass.Inputs[0], pass.Output, inward: false);
    }

    public override void Backward<T>(StepPass<T> pass) => CopyRows(pass.InputGradients[0], pass.OutputGradient, inward: true);

    private void CopyRows<T>(Tensor<T> small, Tensor<T> large, bool inward)
    {
        var (inner, outer) = (small.Shape, large.Shape);
        for (var n = 0; n < small.Batch; n++)
            for (var c = 0; c < inner.Channels; c++)
                for (var y = 0; y < inner.Height; y++)
                {
                    var a = small.Sample(n).Slice((c * inner.Height + y) * inner.Width, inner.Width);
                    var b = large.Sample(n).Slice((c * outer.Height + y + layer.Top) * outer.Width + layer.Left, inner.Width);
                    if (inward) b.CopyTo(a);
                    else a.CopyTo(b);
                }
    }
}
