using SaliencyPS.Threads;

namespace SaliencyPS.ClassModels.Maps;

/// <summary>
/// A differentiable step from one image to another of the same size, channels × height × width. The forward step keeps what the
/// backward step needs; one instance serves one ascent.
/// </summary>
internal abstract class ImageMap
{
    /// <summary>The most by which the step and its adjoint together lengthen a gradient.</summary>
    public virtual double Gain => 1;

    /// <summary>Computes the output, all of it.</summary>
    public abstract void Forward(ReadOnlyMemory<float> input, Memory<float> output, Parallelism parallel);

    /// <summary>∂S/∂input from ∂S/∂output, at the input of the last forward step: the adjoint of the step's derivative.</summary>
    public abstract void Backward(ReadOnlyMemory<float> outputGradient, Memory<float> inputGradient, Parallelism parallel);
}
