using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>An elementwise activation in any layout; saved: its derivative at every element.</summary>
internal sealed unsafe class BlockedActivation<TFunction>(TFunction function) : SingleStep
    where TFunction : struct, IActivationFunction
{
    // Elements of a work item: some of these functions take many instructions.
    private const int Size = 1 << 13;

    public override bool InPlace => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * elementSize);

    protected override void Forward(StepPass<float> pass)
    {
        var chunks = new Chunks(pass.Output.Shape.Length, Size);
        pass.Parallel.For(pass.Output.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            var saved = pass.SavedOf<float>(n);
            fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), slopes = saved)
                Run(x + start, y + start, saved.IsEmpty ? null : slopes + start, length);
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.OutputGradient.Shape.Length);
        pass.Parallel.For(pass.OutputGradient.Batch * chunks.Count, item =>
        {
            var (g, chunk) = Math.DivRem(item, chunks.Count);
            var range = chunks.Start(chunk)..chunks.End(chunk);
            Vectors.Multiply(pass.OutputGradient.Sample(g)[range], pass.SavedOf<float>(g / pass.GradientsPerSample)[range],
                pass.InputGradients[0].Sample(g)[range]);
        });
    }

    // x and y may be the same memory. The function stands here once: the compiler inlines so much and no more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Run(float* x, float* y, float* slopes, nint length)
    {
        nint i = 0;
        for (; i <= length - ChannelBlock.Size; i += ChannelBlock.Size)
        {
            var (value, slope) = function.Evaluate(Vector512.Load(x + i));
            value.Store(y + i);
            if (slopes is not null) slope.Store(slopes + i);
        }

        if (i == length) return;
        var rest = stackalloc float[2 * ChannelBlock.Size];
        PartialVector.Load(x + i, length - i).Store(rest);
        Run(rest, rest, rest + ChannelBlock.Size, ChannelBlock.Size);
        new Span<float>(rest, (int)(length - i)).CopyTo(new(y + i, (int)(length - i)));
        if (slopes is not null)
            new Span<float>(rest + ChannelBlock.Size, (int)(length - i)).CopyTo(new(slopes + i, (int)(length - i)));
    }
}
