using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Product of two blocked tensors of as many channels; one of them may be a gate, one value for each channel.
/// </summary>
internal sealed unsafe class BlockedMultiply : SingleStep
{
    public override bool KeepsInputs => true;

    protected override void Forward(StepPass<float> pass)
    {
        var (left, right, plane) = (pass.Inputs[0], pass.Inputs[1], pass.Output.Shape.Plane);
        var blocks = pass.Output.Shape.Channels / ChannelBlock.Size;
        pass.Parallel.For(pass.Output.Batch * blocks, item =>
        {
            fixed (float* y = Block(pass.Output, item), a = Block(left, item), b = Block(right, item))
                Product(a, Step(left.Shape), b, Step(right.Shape), y, plane);
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var (left, right, plane) = (pass.InputGradients[0], pass.InputGradients[1], pass.OutputGradient.Shape.Plane);
        var blocks = pass.OutputGradient.Shape.Channels / ChannelBlock.Size;
        pass.Parallel.For(pass.OutputGradient.Batch * blocks, item =>
        {
            var (g, block) = Math.DivRem(item, blocks);
            var own = g / pass.GradientsPerSample * blocks + block;
            fixed (float* gy = Block(pass.OutputGradient, item), ga = Block(left, item), gb = Block(right, item),
                a = Block(pass.Inputs[0], own), b = Block(pass.Inputs[1], own))
            {
                if (ga != null) Gradient(gy, b, Step(right.Shape), ga, left.Shape.Plane, plane);
                if (gb != null) Gradient(gy, a, Step(left.Shape), gb, right.Shape.Plane, plane);
            }
        });
    }

    private static Span<float> Block(Tensor<float> tensor, int index) => tensor.Memory.IsEmpty ? []
        : tensor.Span.Slice(index * tensor.Shape.Plane * ChannelBlock.Size, tensor.Shape.Plane * ChannelBlock.Size);

    private static int Step(TensorShape shape) => shape.Plane == 1 ? 0 : ChannelBlock.Size;

    private static void Gradient(float* gy, float* other, int step, float* mine, int length, int plane)
    {
        if (length == plane) Product(gy, ChannelBlock.Size, other, step, mine, plane);
        else Dot(gy, other, plane).Store(mine);
    }

    private static void Product(float* a, int stepA, float* b, int stepB, float* y, int plane)
    {
        for (var i = 0; i < plane; i++, a += stepA, b += stepB, y += ChannelBlock.Size)
            (Vector512.Load(a) * Vector512.Load(b)).Store(y);
    }

    // Σ a·b over the positions, in four sums.
    private static Vector512<float> Dot(float* a, float* b, int plane)
    {
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i <= plane - 4; i += 4, a += 4 * ChannelBlock.Size, b += 4 * ChannelBlock.Size)
        {
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a), Vector512.Load(b), s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Load(a + ChannelBlock.Size), Vector512.Load(b + ChannelBlock.Size), s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 2 * ChannelBlock.Size),
                Vector512.Load(b + 2 * ChannelBlock.Size), s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Load(a + 3 * ChannelBlock.Size),
                Vector512.Load(b + 3 * ChannelBlock.Size), s3);
        }

        for (; i < plane; i++, a += ChannelBlock.Size, b += ChannelBlock.Size)
            s0 = Vector512.FusedMultiplyAdd(Vector512.Load(a), Vector512.Load(b), s0);
        return s0 + s1 + (s2 + s3);
    }
}
