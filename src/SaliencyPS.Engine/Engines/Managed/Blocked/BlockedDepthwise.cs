using SaliencyPS.Engines.Managed.Steps;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// Depth-wise convolution of blocked tensors; weights are packed for a direction when it is first run, once for all threads.
/// </summary>
internal sealed class BlockedDepthwise(DepthwiseParts parts) : SingleStep
{
    private readonly Lazy<DepthwiseConvolution[]> _forward = new(parts.Forward), _backward = new(parts.Backward);

    protected override void Forward(StepPass<float> pass) =>
        DepthwiseConvolution.Run(_forward.Value, pass.Inputs[0], pass.Output, pass.Parallel);

    protected override void Backward(StepPass<float> pass) =>
        DepthwiseConvolution.Run(_backward.Value, pass.OutputGradient, pass.InputGradients[0], pass.Parallel);
}
