using System.Collections.Concurrent;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// Arithmetic with numbers that stay. TorchSharp makes one for each call, even for the sum of two tensors (its factor 1), and the
/// garbage collector may free it while libtorch reads it: so its operators + and −, and numbers beside others, are not used.
/// </summary>
internal static class Arithmetic
{
    /// <summary>
    /// Images, or weights of convolutions, with channels last in memory, which functions of libtorch keep; all else as it is.
    /// </summary>
    public static Tensor ChannelsLast(this Tensor tensor) => tensor.dim() == 4
        ? tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2) : tensor;

    private static readonly ConcurrentDictionary<double, Scalar> Made = [];

    /// <summary>A number as libtorch takes it.</summary>
    public static Scalar N(double value) => Made.GetOrAdd(value, number => number.ToScalar());

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, N(1));

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, double b) => a.add(N(b), N(1));

    /// <summary>a − b.</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, N(-1));

    /// <summary>1 − a.</summary>
    public static Tensor FromOne(this Tensor a) => a.neg().Plus(1);

    /// <summary>a².</summary>
    public static Tensor Squared(this Tensor a) => a * a;
}
