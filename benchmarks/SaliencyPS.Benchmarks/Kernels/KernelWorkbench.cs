using SaliencyPS.Networks;
using SaliencyPS.Numerics;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>Memory and noise for one case.</summary>
internal sealed class KernelWorkbench
{
    private readonly Workspace<float> _workspace;
    private readonly Parallelism _parallel;

    public KernelWorkbench(KernelCase kernel, int threads)
    {
        var network = kernel.ToNetwork();
        _workspace = new Workspace<float>(network);
        _parallel = new Parallelism(threads);
        Flops = 2.0 * kernel.Layer.MultiplyAdds(network.Nodes[^1].Shape);
        Bytes = sizeof(float) * (network.Input.Length + network.Nodes[^1].Shape.Length);
        Fill(_workspace.Input.Span);
        Forward(); // switches and masks for the way back
        // No unit vector: nothing may be gained from zeros.
        Fill(_workspace.Seeds.Span);
    }

    /// <summary>Operations per step, counted directly.</summary>
    public double Flops { get; }

    /// <summary>Size of input and result.</summary>
    public double Bytes { get; }

    public void Forward() => _workspace.Forward(_parallel);

    public void InputGradient() => _workspace.BackwardFromSeeds(_parallel);

    private static void Fill(Span<float> values)
    {
        var random = new Random(1);
        foreach (ref var value in values) value = (float)(2 * random.NextDouble() - 1);
    }
}
