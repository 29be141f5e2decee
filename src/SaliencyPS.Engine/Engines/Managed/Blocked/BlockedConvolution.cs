using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Convolution of blocked tensors; weights are packed for a direction when it is first run, once for all threads.
/// </summary>
/// <param name="parts">Makes the parts of either direction, which write disjoint channels or positions.</param>
internal sealed class BlockedConvolution(ConvolutionParts parts) : SingleStep
{
    private readonly Lazy<IConvolver[]> _forward = new(() => parts.Forward(ChannelBlock.Size)), _backward = new(parts.Backward);

    protected override void Forward(StepPass<float> pass)
    {
        foreach (var part in _forward.Value) part.Run(pass.Inputs[0], pass.Output, pass.Parallel);
    }

    protected override void Backward(StepPass<float> pass)
    {
        foreach (var part in _backward.Value) part.Run(pass.OutputGradient, pass.InputGradients[0], pass.Parallel);
    }
}
