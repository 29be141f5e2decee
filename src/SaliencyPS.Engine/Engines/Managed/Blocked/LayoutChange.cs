using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>Copies the values of a tensor from one layout into another: planar into channel blocks, or back.</summary>
/// <param name="shape">The true shape of a sample.</param>
/// <param name="to">The layout of the result.</param>
internal sealed unsafe class LayoutChange(TensorShape shape, Layout to) : SingleStep
{
    protected override void Forward(StepPass<float> pass) =>
        Change(pass.Inputs[0], pass.Output, to == Layout.Blocked, pass.Parallel);

    protected override void Backward(StepPass<float> pass) =>
        Change(pass.OutputGradient, pass.InputGradients[0], to != Layout.Blocked, pass.Parallel);

    // A work item is a run of positions of one block of channels.
    private void Change(Tensor<float> from, Tensor<float> target, bool block, Parallelism parallel)
    {
        var blocks = ChannelBlock.Count(shape.Channels);
        var chunks = Chunks.OfRows(shape.Plane, 1);
        parallel.For(from.Batch * blocks * chunks.Count, item =>
        {
            var (rest, chunk) = Math.DivRem(item, chunks.Count);
            var (sample, first) = Math.DivRem(rest, blocks);
            var channels = Math.Min(ChannelBlock.Size, shape.Channels - first * ChannelBlock.Size);
            var (planarAt, blockedAt) = ((nint)first * ChannelBlock.Size * shape.Plane + chunks.Start(chunk),
                ((nint)first * shape.Plane + chunks.Start(chunk)) * ChannelBlock.Size);
            fixed (float* source = from.Sample(sample), result = target.Sample(sample))
                if (block) ToBlocked(source + planarAt, result + blockedAt, channels, chunks.End(chunk) - chunks.Start(chunk));
                else ToPlanar(source + blockedAt, result + planarAt, channels, chunks.End(chunk) - chunks.Start(chunk));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToBlocked(float* planar, float* blocked, int channels, int count)
    {
        if (channels == ChannelBlock.Size)
            for (var i = 0; i < count; i++) Gather(planar + i, shape.Plane).Store(blocked + (nint)i * ChannelBlock.Size);
        else
            for (var i = 0; i < count; i++)
                for (var lane = 0; lane < ChannelBlock.Size; lane++)
                    blocked[(nint)i * ChannelBlock.Size + lane] = lane < channels ? planar[(nint)lane * shape.Plane + i] : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToPlanar(float* blocked, float* planar, int channels, int count)
    {
        var i = 0;
        for (; i <= count - ChannelBlock.Size; i += ChannelBlock.Size)
            for (var lane = 0; lane < channels; lane++)
                Gather(blocked + (nint)i * ChannelBlock.Size + lane, ChannelBlock.Size)
                    .Store(planar + (nint)lane * shape.Plane + i);
        for (; i < count; i++)
            for (var lane = 0; lane < channels; lane++)
                planar[(nint)lane * shape.Plane + i] = blocked[(nint)i * ChannelBlock.Size + lane];
    }

    // Sixteen elements at equal steps.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Gather(float* p, nint step) => Vector512.Create(
        p[0], p[step], p[2 * step], p[3 * step], p[4 * step], p[5 * step], p[6 * step], p[7 * step],
        p[8 * step], p[9 * step], p[10 * step], p[11 * step], p[12 * step], p[13 * step], p[14 * step], p[15 * step]);
}
