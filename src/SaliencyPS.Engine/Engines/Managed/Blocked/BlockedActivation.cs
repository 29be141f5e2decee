using System.Runtime.Intrinsics;

using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>An elementwise activation in any layout; saved: its derivative at every element.</summary>
internal sealed class BlockedActivation<TFunction>(TFunction function) : SingleStep where TFunction : struct, IActivationFunction
{
    public override bool InPlace => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * elementSize);

    protected override void Forward(StepPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.Output.Shape.Length);
        pass.Parallel.For(pass.Output.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            var saved = pass.SavedOf<float>(n);
            Forward(pass.Inputs[0].Sample(n).Slice(start, length), pass.Output.Sample(n).Slice(start, length),
                saved.IsEmpty ? saved : saved.Slice(start, length));
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

    // x and y may be the same memory.
    private void Forward(Span<float> x, Span<float> y, Span<float> slopes)
    {
        var i = 0;
        for (; i <= x.Length - ChannelBlock.Size; i += ChannelBlock.Size)
        {
            var (value, slope) = function.Evaluate(Vector512.Create<float>(x.Slice(i, ChannelBlock.Size)));
            value.CopyTo(y[i..]);
            if (!slopes.IsEmpty) slope.CopyTo(slopes[i..]);
        }

        for (; i < x.Length; i++)
        {
            var (value, slope) = function.Evaluate(Vector512.Create(x[i]));
            y[i] = value[0];
            if (!slopes.IsEmpty) slopes[i] = slope[0];
        }
    }
}
