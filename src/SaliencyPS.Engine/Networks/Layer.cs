using System.Numerics;
using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks;

/// <summary>
/// One differentiable step of a network. A layer is immutable and shared between threads; everything that belongs to one pass
/// is in the <see cref="LayerPass{T}"/>. Each layer has a forward step and an input gradient; there are no weight gradients.
/// </summary>
/// <remarks>
/// Steps are generic in the number type: float is what users run, double is what central-difference tests run. A step writes
/// every element of its results (it never adds to what was there).
/// </remarks>
public abstract class Layer
{
    /// <summary>True where the result may be written over the only input (and the input's gradient over the result's).</summary>
    public virtual bool InPlace => false;

    /// <summary>Shape of the result for inputs of these shapes.</summary>
    /// <exception cref="NetworkFormatException">The layer cannot take these shapes.</exception>
    public abstract TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs);

    /// <summary>Bytes per sample that the forward step leaves for the input gradient (masks, argmax positions, saved values).</summary>
    public virtual int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => 0;

    /// <summary>Computes the result of every sample in the batch and, where there is room for it, the state.</summary>
    public abstract void Forward<T>(LayerPass<T> pass) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// Computes ∂S/∂input from ∂S/∂output. The gradient batch is a multiple of the forward batch: gradient g belongs to
    /// sample g / <see cref="LayerPass{T}.GradientsPerSample"/>.
    /// </summary>
    public abstract void InputGradient<T>(LayerPass<T> pass) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>
    /// The same computation for float tensors, faster; null where there is none, and this layer runs itself between planar tensors.
    /// </summary>
    /// <param name="inputs">True shapes of the inputs.</param>
    /// <param name="given">The layout in which all inputs are at hand; another one costs a change.</param>
    internal virtual FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => null;

    /// <summary>The receptive field of the result where that of the input, of this shape, is known.</summary>
    internal virtual ReceptiveField Field(ReceptiveField input, TensorShape shape) => input;

    /// <summary>Multiply-adds of one forward step over one sample, counted directly; the input gradient takes as many. Layers that only
    /// look at every value once count none.</summary>
    internal virtual long MultiplyAdds(TensorShape output) => 0;

    /// <summary>The same layer with every weight and bias replaced by a function of it; null where a layer has none.</summary>
    internal virtual Layer? Reweigh(Func<float, float> weight, Func<float, float> bias) => null;

    /// <summary>The same layer with random weights; null where a layer has none.</summary>
    internal virtual Layer? Randomize(Random random) => null;
}
