using System.Collections.Immutable;
using SaliencyPS.Adapters;

namespace SaliencyPS.Hosting;

/// <summary>A library that runs networks.</summary>
internal interface IEngineAdapter : IAdapter
{
    /// <summary>One engine for each device that it can use here, the fastest first; at least one.</summary>
    ImmutableArray<IComputeEngine> Engines { get; }
}
