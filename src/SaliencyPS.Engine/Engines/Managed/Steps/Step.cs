using System.Numerics;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Steps;

/// <summary>
/// The computation of one layer at one place of a graph: a forward step and an input gradient; there are no weight gradients. A
/// step is immutable and shared between threads; everything that belongs to one pass is in the <see cref="StepPass{T}"/>.
/// </summary>
/// <remarks>
/// Steps are generic in the number type: float is what users run, double is what central-difference tests run. A step writes
/// every element of its results (it never adds to what was there).
/// </remarks>
internal abstract class Step
{
    /// <summary>True where the result may be written over the only input (and the input's gradient over the result's).</summary>
    public virtual bool InPlace => false;

    /// <summary>True where the backward step reads the inputs again: they stay in memory as they are.</summary>
    public virtual bool KeepsInputs => false;

    /// <summary>True where the backward step reads the result again: it stays in memory as it is.</summary>
    public virtual bool KeepsResult => false;

    /// <summary>
    /// Bytes per sample of the saved tensors: what the forward step leaves for the input
    /// gradient besides what is kept (masks, argmax positions, values).
    /// </summary>
    /// <param name="inputs">Shapes of the inputs as they lie in memory.</param>
    /// <param name="elementSize">Bytes of a number.</param>
    public virtual int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => 0;

    /// <summary>Computes the result of every sample in the batch and, where there is room for them, the saved tensors.</summary>
    public abstract void Forward<T>(StepPass<T> pass) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Computes ∂S/∂input from ∂S/∂result, or what the pass's rule asks for in its place. The gradient batch is a multiple of the
    /// forward batch: gradient g belongs to sample g / <see cref="StepPass{T}.GradientsPerSample"/>.
    /// </summary>
    public abstract void Backward<T>(StepPass<T> pass) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
