using System.Buffers;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// A convolution of few channels (an image's three, or one), which stay planar: blocks of 16 would be mostly empty. Its input
/// gradient computes several positions in one block and puts them apart afterwards.
/// </summary>
internal sealed class ImageConvolution : SingleStep
{
    /// <summary>Most channels for which this pays.</summary>
    public const int MostChannels = 4;

    private readonly TensorShape _input;
    private readonly int _stepY, _stepX;
    private readonly Lazy<IConvolver[]> _forward;
    private readonly Lazy<IConvolver> _backward;

    /// <summary>Prepares for inputs of one shape; the convolution has one group.</summary>
    public ImageConvolution(TensorShape input, Window2D window, ConvolutionParts parts)
    {
        _input = input;
        (_stepY, _stepX) = (Math.Max(window.StrideY, 2), Math.Max(window.StrideX, 2));
        (_forward, _backward) = (new(() => parts.Forward(lanes: 1)), new(() => parts.BackwardPhasesAsChannels(_stepY, _stepX)));
    }

    protected override void Forward(StepPass<float> pass)
    {
        foreach (var part in _forward.Value) part.Run(pass.Inputs[0], pass.Output, pass.Parallel);
    }

    protected override void Backward(StepPass<float> pass)
    {
        var gx = pass.InputGradients[0];
        var phases = ChannelBlock.Whole(new TensorShape(_input.Channels * _stepY * _stepX, (_input.Height + _stepY - 1) / _stepY,
            (_input.Width + _stepX - 1) / _stepX));
        var length = gx.Batch * phases.Length;
        var buffer = ArrayPool<float>.Shared.Rent(length);
        var apart = new Tensor<float>(buffer.AsMemory(0, length), gx.Batch, phases);
        _backward.Value.Run(pass.OutputGradient, apart, pass.Parallel);
        pass.Parallel.For(gx.Batch * phases.Height, item =>
        {
            var (sample, row) = Math.DivRem(item, phases.Height);
            for (var c = 0; c < _input.Channels; c++)
                for (var y = row * _stepY; y < Math.Min((row + 1) * _stepY, _input.Height); y++)
                {
                    var line = gx.Sample(sample).Slice((c * _input.Height + y) * _input.Width, _input.Width);
                    for (var px = 0; px < Math.Min(_stepX, _input.Width); px++)
                    {
                        var (block, lane) = Math.DivRem((c * _stepY + y % _stepY) * _stepX + px, ChannelBlock.Size);
                        var source = apart.Sample(sample).Slice((block * phases.Plane + row * phases.Width) * ChannelBlock.Size,
                            phases.Width * ChannelBlock.Size);
                        for (int x = px, at = lane; x < line.Length; x += _stepX, at += ChannelBlock.Size) line[x] = source[at];
                    }
                }
        });
        ArrayPool<float>.Shared.Return(buffer);
    }
}
