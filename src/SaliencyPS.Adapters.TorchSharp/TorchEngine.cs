using System.Runtime.CompilerServices;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using TorchSharp;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>libtorch on one device. The weights of a network are brought there once and shared by all executors.</summary>
internal sealed class TorchEngine(torch.Device device) : IComputeEngine
{
    private const string Kind = "libtorch by TorchSharp, forward and to the input, float32";

    // Operators live as long as the graph that they are made of.
    private readonly ConditionalWeakTable<IReadOnlyList<Node>, TorchGraph> _graphs = [];

    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; } = new()
    {
        Layers = [.. TorchOperators.Layers, typeof(TorchScriptFile)],
        MaximumRank = 6,
        Rules = [typeof(GradientBackward), typeof(RelevanceBackward), typeof(UnchangedBackward)],
        NumberTypes = ["float32"],
        Devices = [device.type == DeviceType.CUDA ? "cuda" : "cpu"],
    };

    /// <inheritdoc/>
    public SaliencyEngine Describe() => ComputeEngines.Default.Describe() is var processor && device.type == DeviceType.CPU
        ? processor with { Name = "Torch", Version = torch.__version__, Description = Kind, InstructionSet = null }
        : new() { Name = $"Torch {device}", Version = torch.__version__, Device = $"{device}", Description = Kind };

    /// <inheritdoc/>
    public long Bytes(Network network, ExecutionPlan plan)
    {
        Require(network, plan);
        if (network.Nodes[1].Layer is TorchScriptFile) // What the program takes for itself, nobody tells.
            return sizeof(float) * plan.Batch * (network.Input.Length * (2L + plan.GradientsPerSample) + network.ClassCount);
        // Results stay to the end of the backward pass; of gradients only few live at a time.
        return sizeof(float) * plan.Batch * (network.Nodes.Sum(node => (long)node.Shape.Length)
            + 4 * network.Nodes.Max(node => (long)node.Shape.Length) * plan.GradientsPerSample);
    }

    /// <inheritdoc/>
    public IExecutor CreateExecutor(Network network, ExecutionPlan plan)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(plan.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(plan.GradientsPerSample);
        Require(network, plan);
        if (network.Nodes[1].Layer is TorchScriptFile file) return new TorchScriptExecutor(network, file, plan, device);
        return new TorchExecutor(_graphs.GetValue(network.Nodes, nodes => new TorchGraph(nodes, device)), plan);
    }

    private void Require(Network network, ExecutionPlan plan)
    {
        if (Capabilities.Lacking(network, plan) is { } lacking) throw new NotSupportedException(lacking);
        if (network.Nodes[1].Layer is not TorchScriptFile file) return;
        if (plan.Hooks.Length > 0 || (plan.GradientsPerSample > 0 && !plan.Rules.All(TorchScriptFile.Follows)))
            throw new NotSupportedException($"Torch runs the TorchScript file of network '{network.Name}' as a whole: it gives "
                + "scores and their gradients, and nothing of inner layers. The methods Gradient, InputXGradient, "
                + "IntegratedGradients, SmoothGrad, SmoothGradSquared, VarGrad, Occlusion and Rise need no more.");
        if (plan.GradientsPerSample > 0 && !file.HasGradient)
            throw new NotSupportedException($"The scores of network '{network.Name}' have no gradient with respect to the input: "
                + "its TorchScript file detaches them. The methods Occlusion and Rise need none.");
    }
}
