using System.Numerics;
using SaliencyPS.Engines.Managed;
using SaliencyPS.Networks;
using SaliencyPS.Threads;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>The input gradient by the slow twin of every kernel: the oracle. The only place that asks for it.</summary>
internal static class ScalarReference
{
    /// <summary>In the precision of <typeparamref name="T"/>, the result rounded to single.</summary>
    public static float[] Gradient<T>(Network network, ReadOnlySpan<float> input, int target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var executor = new ManagedEngine().CreateReference<T>(network, new());
        for (var i = 0; i < input.Length; i++) executor.Input.Span[i] = T.CreateChecked(input[i]);
        var parallel = new Parallelism(Environment.ProcessorCount);
        executor.Forward(parallel);
        return [.. executor.Backward([target], parallel).Span.ToArray().Select(float.CreateChecked)];
    }
}
