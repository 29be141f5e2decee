using System.Collections.Immutable;
using System.Reflection;

namespace SaliencyPS.Hosting;

/// <summary>
/// The compute engines that this assembly announces with <see cref="ComputeEngineAttribute"/>; each exists once per process.
/// </summary>
internal static class ComputeEngines
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IComputeEngine> All { get; } =
    [
        .. typeof(ComputeEngines).Assembly.GetCustomAttributes<ComputeEngineAttribute>()
            .Select(attribute => (IComputeEngine)Activator.CreateInstance(attribute.Engine)!),
    ];

    /// <summary>The engine that is used where none is named: the one in the box.</summary>
    public static IComputeEngine Default => All[0];
}
