using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// A layer at one place of a network. Immutable; whoever calls gives and disposes of all tensors but the weights. Values are
/// batch × shape, gradients batch × gradients of each sample × shape, so that all gradients share the sample's values.
/// </summary>
internal abstract class TorchOperator
{
    /// <summary>The result.</summary>
    public abstract Tensor Forward(Tensor[] inputs);

    /// <summary>∂S/∂input from ∂S/∂result.</summary>
    /// <param name="inputs">The inputs of the forward pass.</param>
    /// <param name="result">Its result.</param>
    /// <param name="gradient">∂S/∂result.</param>
    /// <param name="input">The input that the gradient is asked of.</param>
    /// <param name="rule">What a rectifier does; every other layer does the same under each.</param>
    public abstract Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule);

    /// <summary>
    /// This operator with products of numbers of another type, to be given values and gradients of that type; null where it
    /// computes no products of weights or matrices.
    /// </summary>
    public virtual TorchOperator? As(ScalarType type) => null;

    /// <summary>A value with as many axes as a shape: those that it lacks at its end have length 1.</summary>
    protected static Tensor Whole(Tensor value, TensorShape shape) =>
        value.reshape([.. value.shape, .. Enumerable.Repeat(1L, shape.Rank + 1 - (int)value.dim())]);

    /// <summary>Batch and gradients as one axis, for functions that know only one.</summary>
    protected static Tensor Joined(Tensor gradient, params ReadOnlySpan<long> sizes) =>
        gradient.reshape([gradient.shape[0] * gradient.shape[1], .. sizes]);

    /// <summary>The two axes again.</summary>
    protected static Tensor Parted(Tensor joined, Tensor gradient, params ReadOnlySpan<long> sizes) =>
        joined.reshape([gradient.shape[0], gradient.shape[1], .. sizes]);
}
