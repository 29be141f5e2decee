using System.Runtime.Intrinsics;

namespace SaliencyPS.Networks.Fast;

/// <summary>Product of two blocked tensors of as many channels; one of them may be a gate, one value for each channel. State: both.</summary>
internal sealed unsafe class FastMultiply : FastLayer
{
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked((inputs[0].Length + inputs[1].Length) * elementSize);

    protected override void Forward(LayerPass<float> pass)
    {
        var (left, right, plane) = (pass.Inputs[0], pass.Inputs[1], pass.Output.Shape.Plane);
        var blocks = pass.Output.Shape.Channels / Lanes;
        pass.Parallel.For(pass.Output.Batch * blocks, item =>
        {
            var (n, block) = Math.DivRem(item, blocks);
            Span<float> a = Block(left, item), b = Block(right, item);
            fixed (float* y = Block(pass.Output, item), x = a, z = b) Product(x, Step(left.Shape), z, Step(right.Shape), y, plane);
            var state = pass.StateOf<float>(n);
            if (state.IsEmpty) return;
            a.CopyTo(state[(block * a.Length)..]);
            b.CopyTo(state[(left.Shape.Length + block * b.Length)..]);
        });
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        var (left, right, plane) = (pass.InputGradients[0], pass.InputGradients[1], pass.OutputGradient.Shape.Plane);
        var blocks = pass.OutputGradient.Shape.Channels / Lanes;
        pass.Parallel.For(pass.OutputGradient.Batch * blocks, item =>
        {
            var (g, block) = Math.DivRem(item, blocks);
            var state = pass.StateOf<float>(g / pass.GradientsPerSample);
            fixed (float* gy = Block(pass.OutputGradient, item), ga = Block(left, item), gb = Block(right, item))
            fixed (float* a = state[(block * left.Shape.Plane * Lanes)..], b = state[(left.Shape.Length + block * right.Shape.Plane * Lanes)..])
            {
                Gradient(gy, b, Step(right.Shape), ga, left.Shape.Plane, plane);
                Gradient(gy, a, Step(left.Shape), gb, right.Shape.Plane, plane);
            }
        });
    }

    private static Span<float> Block(Tensor<float> tensor, int index) => tensor.Span.Slice(index * tensor.Shape.Plane * Lanes, tensor.Shape.Plane * Lanes);

    private static int Step(TensorShape shape) => shape.Plane == 1 ? 0 : Lanes;

    private static void Gradient(float* gy, float* other, int step, float* mine, int length, int plane)
    {
        if (length == plane) Product(gy, Lanes, other, step, mine, plane);
        else Dot(gy, other, plane).Store(mine);
    }

    private static void Product(float* a, int stepA, float* b, int stepB, float* y, int plane)
    {
        for (var i = 0; i < plane; i++, a += stepA, b += stepB, y += Lanes) (Vector512.Load(a) * Vector512.Load(b)).Store(y);
    }

    // Σ a·b over the positions, in four sums.
    private static Vector512<float> Dot(float* a, float* b, int plane)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i <= plane - 4; i += 4, a += 4 * Lanes, b += 4 * Lanes)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a), Vector512.Load(b), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Load(a + Lanes), Vector512.Load(b + Lanes), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 2 * Lanes), Vector512.Load(b + 2 * Lanes), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 3 * Lanes), Vector512.Load(b + 3 * Lanes), s3);
        }

        for (; i < plane; i++, a += Lanes, b += Lanes) s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a), Vector512.Load(b), s0);
        return s0 + s1 + (s2 + s3);
    }
}
