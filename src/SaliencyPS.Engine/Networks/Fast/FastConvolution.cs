using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>Convolution of blocked tensors; weights are packed for a direction when it is first run, once for all threads.</summary>
/// <param name="forward">Makes the parts of the forward step, which write disjoint channels.</param>
/// <param name="backward">Makes the parts of the input gradient, which write disjoint channels or positions.</param>
internal sealed class FastConvolution(Func<IConvolver[]> forward, Func<IConvolver[]> backward) : FastLayer
{
    private readonly Lazy<IConvolver[]> _forward = new(forward), _backward = new(backward);

    protected override void Forward(LayerPass<float> pass)
    {
        foreach (var part in _forward.Value) part.Run(pass.Inputs[0], pass.Output, pass.Parallel);
    }

    protected override void InputGradient(LayerPass<float> pass)
    {
        foreach (var part in _backward.Value) part.Run(pass.OutputGradient, pass.InputGradients[0], pass.Parallel);
    }
}
