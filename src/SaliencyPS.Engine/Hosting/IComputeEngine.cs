using SaliencyPS.Networks;

namespace SaliencyPS.Hosting;

/// <summary>
/// Something that runs networks: forward to scores and, by rules that are data, backward to the
/// input. Safe for any number of threads.
/// </summary>
internal interface IComputeEngine
{
    /// <summary>What the engine can compute.</summary>
    EngineCapabilities Capabilities { get; }

    /// <summary>Name, version and device, for people.</summary>
    SaliencyEngine Describe();

    /// <summary>Bytes that are free where it computes; null where that is the process's own memory, or not known.</summary>
    long? FreeMemory => null;

    /// <summary>
    /// Bytes that an executor for this plan would take, the network's weights not counted. Takes no memory itself.
    /// </summary>
    /// <exception cref="ArgumentException">No executor can be so large; the message says how large.</exception>
    long Bytes(Network network, ExecutionPlan plan);

    /// <summary>
    /// Makes an executor, which is one worker's own; what it shares with others (weights in the
    /// engine's own layout) the engine keeps.
    /// </summary>
    /// <exception cref="NotSupportedException">
    /// The engine lacks a layer, a rank or a rule; the message names the node.
    /// </exception>
    /// <exception cref="ArgumentException">No executor can be so large.</exception>
    IExecutor CreateExecutor(Network network, ExecutionPlan plan);
}
