using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>A convolution's sizes: everything a kernel needs besides the numbers themselves.</summary>
internal sealed record ConvolutionShape(TensorShape Input, TensorShape Output, Window2D Window, int Groups)
{
    /// <summary>Input channels that one output channel reads.</summary>
    public int InputsPerGroup => Input.Channels / Groups;

    /// <summary>Output channels in a group.</summary>
    public int OutputsPerGroup => Output.Channels / Groups;
}
