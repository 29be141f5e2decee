using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>A piecewise linear activation in any layout; saved: one bit per element, 1 where the gradient passes.</summary>
internal sealed class BlockedRectifier(Rectifier layer) : SingleStep
{
    public override bool InPlace => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => BitMask.Bytes(inputs[0].Length);

    protected override void Forward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.Output.Shape.Length);
        pass.Parallel.For(pass.Output.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            var mask = pass.SavedOf<byte>(n);
            RectifierKernel.Forward(pass.Inputs[0].Sample(n).Slice(start, length), pass.Output.Sample(n).Slice(start, length),
                mask.IsEmpty ? mask : mask.Slice(start / 8, BitMask.Bytes(length)), layer);
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.OutputGradient.Shape.Length);
        pass.Parallel.For(pass.OutputGradient.Batch * chunks.Count, item =>
        {
            var (g, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            RectifierKernel.InputGradient(pass.OutputGradient.Sample(g).Slice(start, length),
                pass.InputGradients[0].Sample(g).Slice(start, length),
                pass.SavedOf<byte>(g / pass.GradientsPerSample).Slice(start / 8, BitMask.Bytes(length)), layer.Slope, pass.Rule);
        });
    }
}
