using System.Runtime.Intrinsics;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>An elementwise activation in any layout; state: its derivative at every element.</summary>
internal sealed class FastActivation<TFunction>(TFunction function) : FastLayer where TFunction : struct, IActivationFunction
{
    public override bool InPlace => true;

    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked(inputs[0].Length * elementSize);

    protected override void Forward(LayerPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.Output.Shape.Length);
        pass.Parallel.For(pass.Output.Batch * chunks.Count, item =>
        {
            var (n, chunk) = Math.DivRem(item, chunks.Count);
            var (start, length) = (chunks.Start(chunk), chunks.End(chunk) - chunks.Start(chunk));
            var state = pass.StateOf<float>(n);
            Forward(pass.Inputs[0].Sample(n).Slice(start, length), pass.Output.Sample(n).Slice(start, length), state.IsEmpty ? state : state.Slice(start, length));
        });
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        var chunks = Chunks.OfElements(pass.OutputGradient.Shape.Length);
        pass.Parallel.For(pass.OutputGradient.Batch * chunks.Count, item =>
        {
            var (g, chunk) = Math.DivRem(item, chunks.Count);
            var range = chunks.Start(chunk)..chunks.End(chunk);
            Vectors.Multiply(pass.OutputGradient.Sample(g)[range], pass.StateOf<float>(g / pass.GradientsPerSample)[range], pass.InputGradients[0].Sample(g)[range]);
        });
    }

    // x and y may be the same memory.
    private void Forward(Span<float> x, Span<float> y, Span<float> slopes)
    {
        var i = 0;
        for (; i <= x.Length - Lanes; i += Lanes)
        {
            var (value, slope) = function.Evaluate(Vector512.Create<float>(x.Slice(i, Lanes)));
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
