using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>scale · x + shift of blocked tensors.</summary>
internal sealed unsafe class BlockedScaleShift : SingleStep
{
    // One value per channel, padding lanes included.
    private readonly float[] _scale, _shift, _none;

    /// <summary>Prepares for inputs of one shape.</summary>
    public BlockedScaleShift(ScaleShift layer, TensorShape input)
    {
        var blocked = ChannelBlock.Whole(input).Channels;
        (_scale, _shift, _none) = (new float[blocked], new float[blocked], new float[blocked]);
        for (var c = 0; c < input.Channels; c++) (_scale[c], _shift[c]) = (layer.ScaleOf(c), layer.ShiftOf(c));
    }

    public override bool InPlace => true;

    protected override void Forward(StepPass<float> pass) => Run(pass.Inputs[0], pass.Output, _shift, pass.Parallel);

    protected override void Backward(StepPass<float> pass) =>
        Run(pass.OutputGradient, pass.InputGradients[0], _none, pass.Parallel);

    private void Run(Tensor<float> x, Tensor<float> y, float[] offset, Parallelism parallel)
    {
        var (height, width) = (x.Shape.Height, x.Shape.Width);
        var chunks = Chunks.OfRows(x.Batch * x.Shape.Channels / ChannelBlock.Size * height, width);
        parallel.For(chunks.Count, item =>
        {
            fixed (float* source = x.Span, target = y.Span)
                for (var line = chunks.Start(item); line < chunks.End(item); line++)
                {
                    var channel = line / height * ChannelBlock.Size % _scale.Length;
                    Vector512<float> a = Vector512.Create(_scale, channel), b = Vector512.Create(offset, channel);
                    for (nint at = (nint)line * width * ChannelBlock.Size, end = at + width * ChannelBlock.Size;
                        at < end; at += ChannelBlock.Size)
                        Vector512.FusedMultiplyAdd(a, Vector512.Load(source + at), b).Store(target + at);
                }
        });
    }
}
