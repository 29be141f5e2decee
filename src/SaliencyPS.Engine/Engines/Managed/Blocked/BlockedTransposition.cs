using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Channels × positions in channel blocks to positions × channels, or back: both have the channels of a position side by side.
/// </summary>
/// <param name="blocked">True shape of the tensor in channel blocks.</param>
/// <param name="toRows">True if the result is positions × channels.</param>
internal sealed unsafe class BlockedTransposition(TensorShape blocked, bool toRows) : SingleStep
{
    /// <summary>The step, if the layer moves elements so.</summary>
    /// <param name="layer">The movement.</param>
    /// <param name="input">True shape of its input.</param>
    /// <param name="given">The layout in which the input is at hand.</param>
    public static BlockedForm? For(Gather layer, TensorShape input, Layout given)
    {
        var output = layer.OutputShape([input]);
        if (output.Length != input.Length) return null;
        return given == Layout.Blocked && IsTransposition(layer, input.Channels, input.Plane)
                ? new(new BlockedTransposition(input, toRows: true), Layout.Blocked, Layout.Planar)
            : given == Layout.Planar && output.Rank == 3 && IsTransposition(layer, output.Plane, output.Channels)
                ? new(new BlockedTransposition(output, toRows: false), Layout.Planar, Layout.Blocked)
            : null;
    }

    protected override void Forward(StepPass<float> pass) => Run(pass.Inputs[0], pass.Output, toRows, pass.Parallel);

    protected override void Backward(StepPass<float> pass) =>
        Run(pass.OutputGradient, pass.InputGradients[0], !toRows, pass.Parallel);

    private static bool IsTransposition(Gather layer, int rows, int columns)
    {
        if (layer.Run != 1 || rows < 2 || columns < 2) return false;
        for (var i = 0; i < layer.Starts.Length; i++)
            if (layer.Starts[i] != i % rows * columns + i / rows) return false;
        return true;
    }

    private void Run(Tensor<float> from, Tensor<float> to, bool fromBlocks, Parallelism parallel)
    {
        var chunks = new Chunks(blocked.Plane, Math.Max(1, (1 << 13) / blocked.Channels));
        parallel.For(from.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            fixed (float* source = from.Sample(n), target = to.Sample(n))
                if (fromBlocks) ToRows(source, target, chunks.Start(chunk), chunks.End(chunk));
                else ToBlocks(source, target, chunks.Start(chunk), chunks.End(chunk));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToRows(float* blocks, float* rows, int first, int last)
    {
        nint channels = blocked.Channels, block = (nint)blocked.Plane * ChannelBlock.Size;
        for (nint position = first; position < last; position++)
        {
            float* from = blocks + position * ChannelBlock.Size, to = rows + position * channels;
            for (nint channel = 0; channel < channels; channel += ChannelBlock.Size, from += block)
                PartialVector.Store(to + channel, PartialVector.Load(from, ChannelBlock.Size), channels - channel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToBlocks(float* rows, float* blocks, int first, int last)
    {
        nint channels = blocked.Channels, block = (nint)blocked.Plane * ChannelBlock.Size;
        for (nint position = first; position < last; position++)
        {
            float* from = rows + position * channels, to = blocks + position * ChannelBlock.Size;
            for (nint channel = 0; channel < channels; channel += ChannelBlock.Size, to += block)
                PartialVector.Load(from + channel, channels - channel).Store(to);
        }
    }
}
