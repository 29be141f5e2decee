using SaliencyPS.Networks;
using SaliencyPS.Numerics;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>
/// Memory and noise for one case. Only the layer's own step is run: what brings planes into the layout of the fast layers and back is
/// done at the ends of a network, not around each of its layers.
/// </summary>
internal sealed class KernelWorkbench
{
    private readonly Layer _layer;
    private readonly LayerPass<float> _pass;

    public KernelWorkbench(KernelCase kernel, int threads)
    {
        var network = kernel.ToNetwork();
        var workspace = new Workspace<float>(network);
        Flops = 2.0 * kernel.Layer.MultiplyAdds(network.Nodes[^1].Shape);
        Bytes = sizeof(float) * (network.Input.Length + network.Nodes[^1].Shape.Length);
        Fill(workspace.Input.Span);
        workspace.Forward();
        // No unit vector as seed: nothing may be gained from zeros.
        Fill(workspace.Seeds.Span);
        workspace.BackwardFromSeeds();
        (var node, _pass) = workspace.Steps.Single(step => step.Node.Name == KernelCase.LayerName);
        _layer = node.Layer!;
        _pass.Parallel = new Parallelism(threads);
    }

    /// <summary>Operations per step, counted directly.</summary>
    public double Flops { get; }

    /// <summary>Size of input and result.</summary>
    public double Bytes { get; }

    public void Forward() => _layer.Forward(_pass);

    public void InputGradient() => _layer.InputGradient(_pass);

    private static void Fill(Span<float> values)
    {
        var random = new Random(1);
        foreach (ref var value in values) value = (float)(2 * random.NextDouble() - 1);
    }
}
