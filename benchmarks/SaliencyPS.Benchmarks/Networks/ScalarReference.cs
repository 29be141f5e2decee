using SaliencyPS.Networks;
using SaliencyPS.Numerics;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>The input gradient by the slow twin of every kernel: the oracle. The only place that asks for it.</summary>
internal static class ScalarReference
{
    public static float[] Gradient(Network network, ReadOnlySpan<float> input, int target)
    {
        var workspace = new Workspace<float>(network, reference: true);
        input.CopyTo(workspace.Input.Span);
        var parallel = new Parallelism(Environment.ProcessorCount);
        workspace.Forward(parallel);
        return workspace.Backward([target], parallel).Span.ToArray();
    }
}
