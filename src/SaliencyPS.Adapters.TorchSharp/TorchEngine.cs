using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using TorchSharp;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>libtorch on one device. The weights of a network are brought there once and shared by all executors.</summary>
internal sealed class TorchEngine(torch.Device device, Precision precision = Precision.Float32) : IPrecisionEngine
{
    private readonly string _kind =
        $"libtorch by TorchSharp, forward and to the input, {precision.ToString().ToLowerInvariant()}";
    private readonly ConcurrentDictionary<Precision, TorchEngine> _others = [];

    // Operators live as long as the graph that they are made of.
    private readonly ConditionalWeakTable<IReadOnlyList<Node>, TorchGraph> _graphs = [];

    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; } = new()
    {
        Layers = [.. TorchOperators.Layers, typeof(TorchScriptFile)],
        MaximumRank = 6,
        Rules = [typeof(GradientBackward), typeof(RelevanceBackward), typeof(UnchangedBackward)],
        NumberTypes = device.type == DeviceType.CUDA ? ["float32", "tf32", "bfloat16"] : ["float32", "bfloat16"],
        Devices = [$"{device}"],
        // On a processor, images side by side take no longer.
        Batch = device.type == DeviceType.CUDA ? 32 : 1,
    };

    /// <inheritdoc/>
    public long? FreeMemory => device.type == DeviceType.CUDA ? CudaMemory.Of(device.index)?.Free : null;

    /// <inheritdoc/>
    public SaliencyEngine Describe() => ComputeEngines.Default.Describe() is var processor && device.type == DeviceType.CPU
        ? processor with { Name = "Torch", Version = Version, Description = _kind, InstructionSet = null }
        : new()
        {
            Name = $"Torch {device}", Version = Version, Device = $"{device}", Memory = CudaMemory.Of(device.index)?.Total,
            Description = _kind,
        };

    /// <inheritdoc/>
    public IComputeEngine? With(Precision other) => other == precision ? this
        : other == Precision.TF32 && device.type != DeviceType.CUDA ? null
        : _others.GetOrAdd(other, one => new(device, one));

    private string Version => $"{torch.__version__}{(precision == Precision.Float32 ? "" : $" {precision}")}";

    /// <inheritdoc/>
    public long Bytes(Network network, ExecutionPlan plan)
    {
        Require(network, plan);
        if (TorchScriptFile.Of(network) is not null) // What the program takes for itself, nobody tells.
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
        if (TorchScriptFile.Of(network) is { } file)
            return new TorchScriptExecutor(network, file, plan, device, precision);
        return new TorchExecutor(_graphs.GetValue(network.Nodes, nodes => new TorchGraph(nodes, device, precision)), plan);
    }

    private void Require(Network network, ExecutionPlan plan)
    {
        if (Capabilities.Lacking(network, plan) is { } lacking) throw new NotSupportedException(lacking);
        if (TorchScriptFile.Of(network) is not { } file) return;
        if (precision == Precision.BFloat16)
            throw new NotSupportedException($"The TorchScript file of network '{network.Name}' computes in numbers of its own.");
        if (plan.Hooks.Length > 0 || (plan.GradientsPerSample > 0 && !plan.Rules.All(TorchScriptFile.Follows)))
            throw new NotSupportedException($"Torch runs the TorchScript file of network '{network.Name}' as a whole: it gives "
                + "scores and their gradients, and nothing of inner layers. The methods Gradient, InputXGradient, "
                + "IntegratedGradients, SmoothGrad, SmoothGradSquared, VarGrad, Occlusion and Rise need no more.");
        if (plan.GradientsPerSample > 0 && !file.HasGradient)
            throw new NotSupportedException($"The scores of network '{network.Name}' have no gradient with respect to the input: "
                + "its TorchScript file detaches them. The methods Occlusion and Rise need none.");
    }
}
