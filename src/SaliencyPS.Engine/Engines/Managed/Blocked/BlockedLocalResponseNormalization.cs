using System.Buffers;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Normalisation across the channels of blocked tensors. The channels of a position are put side by side, so that a neighbour
/// is the next element. Saved: x and s.
/// </summary>
/// <param name="layer">The layer; its exponent is 0.5, 0.75 or 1.</param>
/// <param name="channels">True channels; padding lanes count as zero.</param>
internal sealed unsafe class BlockedLocalResponseNormalization(LocalResponseNormalization layer, int channels) : SingleStep
{
    private readonly int _blocks = ChannelBlock.Count(channels), _before = layer.Before, _after = layer.After;
    private readonly float _factor = layer.Alpha / layer.Size, _beta = layer.Beta, _bias = layer.Bias;

    // Zeros on both sides of the channels, in whole registers.
    private readonly int _margin = (Math.Max(layer.Before, layer.After) + ChannelBlock.Size - 1)
        / ChannelBlock.Size * ChannelBlock.Size;

    /// <summary>True for the exponents that square roots can compute.</summary>
    public static bool Supports(float beta) => beta is 0.5f or 0.75f or 1;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked(inputs[0].Length * 2 * elementSize);

    protected override void Forward(StepPass<float> pass) => Each(pass.Output, pass.Parallel, (n, at, step, line) =>
    {
        var saved = pass.SavedOf<float>(n);
        fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), kept = saved)
        {
            for (var b = 0; b < _blocks; b++)
            {
                var value = Vector512.Load(x + at + b * step);
                Masked(value * value, b).Store(line + b * ChannelBlock.Size);
            }

            for (var b = 0; b < _blocks; b++)
            {
                var (place, sum) = (at + b * step, Vector512<float>.Zero);
                for (var j = -_before; j <= _after; j++) sum += Vector512.Load(line + b * ChannelBlock.Size + j);
                var scale = Vector512.FusedMultiplyAdd(sum, Vector512.Create(_factor), Vector512.Create(_bias));
                var value = Vector512.Load(x + place);
                (value * Power(scale)).Store(y + place);
                if (kept == null) continue;
                value.Store(kept + place);
                scale.Store(kept + pass.Output.Shape.Length + place);
            }
        }
    });

    protected override void Backward(StepPass<float> pass) => Each(pass.OutputGradient, pass.Parallel, (g, at, step, line) =>
    {
        fixed (float* gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
            x = pass.SavedOf<float>(g / pass.GradientsPerSample))
        {
            var scales = x + pass.OutputGradient.Shape.Length;
            for (var b = 0; b < _blocks; b++)
            {
                var (place, scale) = (at + b * step, Vector512.Load(scales + at + b * step));
                Masked(Vector512.Load(gy + place) * Vector512.Load(x + place) * Power(scale) / scale, b)
                    .Store(line + b * ChannelBlock.Size);
            }

            for (var b = 0; b < _blocks; b++)
            {
                // Channel c stands in the window of every channel j with j − before ≤ c ≤ j + after.
                var (place, sum) = (at + b * step, Vector512<float>.Zero);
                for (var j = -_after; j <= _before; j++) sum += Vector512.Load(line + b * ChannelBlock.Size + j);
                var own = Vector512.Load(gy + place) * Power(Vector512.Load(scales + place));
                (own - Vector512.Load(x + place) * sum * (2 * _beta * _factor)).Store(gx + place);
            }
        }
    });

    private delegate void Position(int sample, nint at, nint step, float* line);

    // Visits every position of every sample, with room for its channels side by side.
    private void Each(Tensor<float> tensor, Parallelism parallel, Position visit)
    {
        var plane = tensor.Shape.Plane;
        var chunks = Chunks.OfRows(plane, _blocks);
        parallel.For(tensor.Batch * chunks.Count, item =>
        {
            var (sample, chunk) = Math.DivRem(item, chunks.Count);
            var length = _blocks * ChannelBlock.Size + 2 * _margin;
            var buffer = ArrayPool<float>.Shared.Rent(length);
            buffer.AsSpan(0, length).Clear();
            fixed (float* line = buffer)
                for (var position = chunks.Start(chunk); position < chunks.End(chunk); position++)
                    visit(sample, (nint)position * ChannelBlock.Size, (nint)plane * ChannelBlock.Size, line + _margin);
            ArrayPool<float>.Shared.Return(buffer);
        });
    }

    // Zeros for the channels that are not there.
    private Vector512<float> Masked(Vector512<float> value, int block) => block < channels / ChannelBlock.Size ? value
        : value & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(channels % ChannelBlock.Size)).AsSingle();

    // s^−β
    private Vector512<float> Power(Vector512<float> scale)
    {
        var root = _beta == 1 ? scale : Vector512.Sqrt(scale);
        return Vector512<float>.One / (_beta == 0.75f ? root * Vector512.Sqrt(root) : root);
    }
}
