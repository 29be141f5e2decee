using System.Collections.Concurrent;
using TorchSharp;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// Numbers as libtorch takes them, each made once. One that TorchSharp makes for a single call (<c>x * 2</c>) may be freed by the
/// garbage collector while the call runs.
/// </summary>
internal static class Number
{
    private static readonly ConcurrentDictionary<double, Scalar> Made = [];

    /// <summary>A number that stays.</summary>
    public static Scalar N(double value) => Made.GetOrAdd(value, number => number.ToScalar());
}
