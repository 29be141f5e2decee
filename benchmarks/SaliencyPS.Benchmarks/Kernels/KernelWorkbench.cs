using SaliencyPS.Engines.Managed;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.TestCases;
using SaliencyPS.Threads;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>
/// Memory and noise for one case. Only the layer's own step is run: what brings planes into the layout of the fast layers and
/// back is done at the ends of a network, not around each of its layers.
/// </summary>
internal sealed class KernelWorkbench
{
    private readonly Step _step;
    private readonly StepPass<float> _pass;

    public KernelWorkbench(LayerCase kernel, int threads)
    {
        var network = kernel.ToNetwork();
        var executor = (Executor<float>)new ManagedEngine().CreateExecutor(network, new());
        var output = network.Nodes[network.FindLayer(LayerCase.LayerName)];
        Flops = 2.0 * output.Layer!.MultiplyAdds(output.Shape);
        Bytes = sizeof(float) * (kernel.Inputs.Sum(input => (double)input.Length) + output.Shape.Length);
        WeightBytes = output.Layer is WeightedLayer weighted ? sizeof(float) * (double)weighted.Weight.Count : 0;
        Fill(executor.Input.Span);
        executor.Forward();
        // No unit vector as gradient: nothing may be gained from zeros.
        Fill(executor.LogitGradients.Span);
        executor.Backward();
        (var node, _pass) = executor.Steps.Single(step => step.Node.Name == LayerCase.LayerName);
        _step = node.Step!;
        _pass.Parallel = new Parallelism(threads);
    }

    /// <summary>Operations per step, counted directly.</summary>
    public double Flops { get; }

    /// <summary>Size of input and result.</summary>
    public double Bytes { get; }

    /// <summary>Size of the weights.</summary>
    public double WeightBytes { get; }

    public void Forward() => _step.Forward(_pass);

    public void InputGradient() => _step.Backward(_pass);

    private static void Fill(Span<float> values)
    {
        var random = new Random(1);
        foreach (ref var value in values) value = (float)(2 * random.NextDouble() - 1);
    }
}
