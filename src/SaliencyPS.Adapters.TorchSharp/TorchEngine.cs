using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using TorchSharp;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>libtorch on one device. The weights of a network are brought there once and shared by all executors.</summary>
internal sealed class TorchEngine(torch.Device device) : IComputeEngine
{
    // Operators live as long as the graph that they are made of.
    private readonly ConditionalWeakTable<IReadOnlyList<Node>, TorchGraph> _graphs = [];

    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; } = new()
    {
        Layers = [.. TorchOperators.Layers],
        MaximumRank = 6,
        Rules = [typeof(GradientBackward), typeof(RelevanceBackward), typeof(UnchangedBackward)],
        NumberTypes = ["float32"],
        Devices = [device.type == DeviceType.CUDA ? "cuda" : "cpu"],
    };

    /// <inheritdoc/>
    public SaliencyEngine Describe() => new()
    {
        Name = device.type == DeviceType.CUDA ? $"Torch cuda:{device.index}" : "Torch",
        Version = torch.__version__,
        Device = device.ToString(),
        Description = "libtorch by TorchSharp, forward and to the input, float32",
    };

    /// <inheritdoc/>
    public long Bytes(Network network, ExecutionPlan plan) =>
        // Results stay to the end of the backward pass; of gradients only few live at a time.
        network.Nodes.Sum(node => (long)node.Shape.Length) * plan.Batch * sizeof(float)
            + 4 * network.Nodes.Max(node => (long)node.Shape.Length) * plan.Batch * plan.GradientsPerSample * sizeof(float);

    /// <inheritdoc/>
    public IExecutor CreateExecutor(Network network, ExecutionPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.GradientsPerSample);
        if (Capabilities.Lacking(network, plan) is { } lacking) throw new NotSupportedException(lacking);
        return new TorchExecutor(_graphs.GetValue(network.Nodes, nodes => new TorchGraph(nodes, device)), plan);
    }
}
