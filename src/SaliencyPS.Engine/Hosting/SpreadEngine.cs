using System.Collections.Immutable;
using SaliencyPS.Networks;

namespace SaliencyPS.Hosting;

/// <summary>Several devices of one kind as one engine: each worker computes on the next of them.</summary>
/// <param name="name">What it is called.</param>
/// <param name="device">The kind of devices, by which all of them are asked for.</param>
/// <param name="engines">One for each device, at least one; all can do the same.</param>
internal sealed class SpreadEngine(string name, string device, ImmutableArray<IComputeEngine> engines) : IPrecisionEngine
{
    private int _workers = -1;

    /// <inheritdoc/>
    public EngineCapabilities Capabilities { get; } = engines[0].Capabilities with { Devices = [device] };

    /// <inheritdoc/>
    public long? FreeMemory => engines.Min(engine => engine.FreeMemory);

    /// <inheritdoc/>
    public SaliencyEngine Describe()
    {
        SaliencyEngine[] all = [.. engines.Select(engine => engine.Describe())];
        return all[0] with
        {
            Name = name, Device = string.Join(", ", all.Select(one => one.Device)), Memory = all.Sum(one => one.Memory),
        };
    }

    /// <inheritdoc/>
    public IComputeEngine? With(Precision precision)
    {
        IComputeEngine[] others =
            [.. engines.Select(engine => (engine as IPrecisionEngine)?.With(precision)).OfType<IComputeEngine>()];
        return others.Length == engines.Length ? new SpreadEngine(name, device, [.. others]) : null;
    }

    /// <inheritdoc/>
    public long Bytes(Network network, ExecutionPlan plan) => engines[0].Bytes(network, plan);

    /// <inheritdoc/>
    public IExecutor CreateExecutor(Network network, ExecutionPlan plan) =>
        engines[(int)((uint)Interlocked.Increment(ref _workers) % (uint)engines.Length)].CreateExecutor(network, plan);
}
