using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>Constants of layers on a device.</summary>
internal static class WeightExtensions
{
    /// <summary>Weights in their shape; never disposed of by a scope.</summary>
    public static Tensor ToTensor(this Weights weights, Device device) =>
        Kept(tensor(weights.Span.ToArray(), weights.Shape.ToLengths(), device: device));

    /// <summary>The lengths of a shape's axes as libtorch takes them.</summary>
    public static long[] ToLengths(this TensorShape shape) => [.. shape.Sizes.ToArray().Select(size => (long)size)];

    /// <summary>Whole numbers, such as places.</summary>
    public static Tensor ToTensor(this IEnumerable<int> values, Device device) =>
        Kept(tensor(values.Select(value => (long)value).ToArray(), device: device));

    /// <summary>A tensor that outlives all scopes.</summary>
    public static Tensor Kept(this Tensor tensor) => tensor.DetachFromDisposeScope();
}
