using System.Runtime.Intrinsics;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>scale · x + shift of blocked tensors.</summary>
/// <param name="scale">One value per channel, missing ones of the last block included.</param>
/// <param name="shift">Likewise.</param>
internal sealed unsafe class FastScaleShift(float[] scale, float[] shift) : FastLayer
{
    private readonly float[] _none = new float[shift.Length];

    public override bool InPlace => true;

    protected override void Forward(LayerPass<float> pass) => Run(pass.Inputs[0], pass.Output, shift, pass.Parallel);

    protected override void InputGradient(LayerPass<float> pass) => Run(pass.OutputGradient, pass.InputGradients[0], _none, pass.Parallel);

    private void Run(Tensor<float> x, Tensor<float> y, float[] offset, Parallelism parallel)
    {
        var (height, width) = (x.Shape.Height, x.Shape.Width);
        var chunks = Chunks.OfRows(x.Batch * x.Shape.Channels / Lanes * height, width);
        parallel.For(chunks.Count, item =>
        {
            fixed (float* source = x.Span, target = y.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var channel = line / height * Lanes % scale.Length;
                    Vector512<float> a = Vector512.Create(scale, channel), b = Vector512.Create(offset, channel);
                    for (nint at = (nint)line * width * Lanes, end = at + width * Lanes; at < end; at += Lanes)
                        Vector512.FusedMultiplyAdd(a, Vector512.Load(source + at), b).Store(target + at);
                }
        });
    }
}
