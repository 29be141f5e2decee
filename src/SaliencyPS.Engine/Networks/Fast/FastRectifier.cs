using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>A piecewise linear activation in any layout; state as <see cref="Layers.Rectifier"/>'s.</summary>
internal sealed class FastRectifier(float minimum, float maximum, float slope) : FastLayer
{
    public override bool InPlace => true;

    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => BitMask.Bytes(inputs[0].Length);

    protected override void Forward(LayerPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.Output.Shape.Length);
        pass.Parallel.For(pass.Output.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            var mask = pass.StateOf<byte>(n);
            RectifierKernel.Forward(pass.Inputs[0].Sample(n).Slice(start, length), pass.Output.Sample(n).Slice(start, length),
                mask.IsEmpty ? mask : mask.Slice(start / 8, BitMask.Bytes(length)), minimum, maximum, slope);
        });
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.OutputGradient.Shape.Length);
        pass.Parallel.For(pass.OutputGradient.Batch * chunks.Count, item =>
        {
            var (g, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            RectifierKernel.InputGradient(pass.OutputGradient.Sample(g).Slice(start, length), pass.InputGradients[0].Sample(g).Slice(start, length),
                pass.StateOf<byte>(g / pass.GradientsPerSample).Slice(start / 8, BitMask.Bytes(length)), slope, pass.Rule);
        });
    }
}
