using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Planning;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

[assembly: ComputeEngine(typeof(SaliencyPS.Engines.Managed.ManagedEngine))]

namespace SaliencyPS.Engines.Managed;

/// <summary>
/// The engine in the box: C# on the processor, nothing to install. What it packs for a network is shared by all executors.
/// </summary>
internal sealed class ManagedEngine : IComputeEngine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    // What is compiled of a graph lives as long as the graph.
    private readonly ConditionalWeakTable<IReadOnlyList<Node>, CompiledNetwork> _compiled = [];
    private readonly Lazy<SaliencyEngine> _description;

    /// <summary>The engine with its own layers.</summary>
    public ManagedEngine() : this(ReferenceSteps.Own)
    {
    }

    /// <summary>The engine with these layers.</summary>
    /// <param name="steps">How each is computed.</param>
    internal ManagedEngine(ReferenceSteps steps)
    {
        Steps = steps;
        _description = new(() => new SaliencyEngine
        {
            Name = "Managed",
            Version = typeof(ManagedEngine).Assembly.GetName().Version!.ToString(3),
            Device = Processor(),
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Description = "the engine in the box: C#, forward and to the input, float32",
            Architecture = RuntimeInformation.ProcessArchitecture.ToString(),
            InstructionSet = Lanes512.IsSupported ? "AVX-512"
                : ProductKernel256.IsSupported ? "AVX2"
                : !Vector128.IsHardwareAccelerated ? "none"
                : Sse.IsSupported ? "SSE" : "AdvSIMD",
            Threads = Environment.ProcessorCount,
        });
        Capabilities = new()
        {
            Layers = [.. steps.Layers],
            MaximumRank = 6,
            Rules = [typeof(GradientBackward), typeof(RelevanceBackward), typeof(UnchangedBackward)],
            NumberTypes = ["float32"],
            Devices = ["cpu"],
        };
    }

    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; }

    /// <summary>
    /// The most that one executor takes, in bytes: half of the machine's memory, or of the container's. A small file may ask for
    /// much more than there is.
    /// </summary>
    internal long MostBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>How each layer is computed by definition.</summary>
    internal ReferenceSteps Steps { get; }

    /// <inheritdoc/>
    public SaliencyEngine Describe() => _description.Value;

    /// <inheritdoc/>
    public long Bytes(Network network, ExecutionPlan plan)
    {
        var bytes = new BufferPlan(Compile(network, plan).Nodes, plan.Batch, plan.GradientsPerSample, sizeof(float)).Bytes;
        return bytes <= MostBytes ? bytes : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"A pass of {plan.Batch} needs {bytes / 1e9:0.00} GB for what the layers give; the most that it may take is "
                + $"{MostBytes / 1e9:0.00} GB, half of the machine's memory."));
    }

    /// <inheritdoc/>
    public IExecutor CreateExecutor(Network network, ExecutionPlan plan)
    {
        _ = Bytes(network, plan);
        return new ManagedExecutor(Compile(network, plan), network, plan);
    }

    /// <summary>The graph of fast steps for a network and a plan's rules.</summary>
    internal CompiledGraph Compile(Network network, ExecutionPlan plan) => Capabilities.Lacking(network, plan) is { } lacking
        ? throw new NotSupportedException(lacking)
        : _compiled.GetValue(network.Nodes, nodes => new CompiledNetwork(nodes, Steps)).For(plan);

    /// <summary>An executor of the scalar steps, in any precision: what fast steps are compared with.</summary>
    internal Executor<T> CreateReference<T>(Network network, ExecutionPlan plan)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
        CompiledGraph.Reference(network.Nodes, Steps,
            plan.Rules.FirstOrDefault(rules => !rules.IsGradient, BackwardRules.Gradient)), network, plan);

    private static string Processor() => File.Exists(LinuxProcessors)
        && File.ReadLines(LinuxProcessors)
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
}
