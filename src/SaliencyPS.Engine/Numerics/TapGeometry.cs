using SaliencyPS.Networks;

namespace SaliencyPS.Numerics;

/// <summary>Sizes of one tap convolution over a batch. Offsets and sizes of channels are those of one group.</summary>
/// <param name="Batch">Samples.</param>
/// <param name="Input">Shape of a whole input sample.</param>
/// <param name="InputChannel">First input channel of the group.</param>
/// <param name="Output">Shape of a whole output sample.</param>
/// <param name="OutputChannel">First output channel of the group.</param>
/// <param name="StepY">S for rows.</param>
/// <param name="StepX">S for columns.</param>
/// <param name="OutputStepY">T for rows.</param>
/// <param name="OutputStepX">T for columns.</param>
/// <param name="FirstY">r for rows.</param>
/// <param name="FirstX">r for columns.</param>
internal readonly record struct TapGeometry(
    int Batch, TensorShape Input, int InputChannel, TensorShape Output, int OutputChannel,
    int StepY, int StepX, int OutputStepY = 1, int OutputStepX = 1, int FirstY = 0, int FirstX = 0)
{
    /// <summary>Output rows of this phase.</summary>
    public int Height => (Output.Height - FirstY + OutputStepY - 1) / OutputStepY;

    /// <summary>Output columns of this phase.</summary>
    public int Width => (Output.Width - FirstX + OutputStepX - 1) / OutputStepX;

    /// <summary>Output positions of this phase in the whole batch: the columns of the matrix product.</summary>
    public int Columns => checked(Batch * Height * Width);

    /// <summary>True where the output positions of a sample lie side by side.</summary>
    public bool Dense => OutputStepY == 1 && OutputStepX == 1;
}
