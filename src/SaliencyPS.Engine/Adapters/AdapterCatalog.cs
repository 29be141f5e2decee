using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace SaliencyPS.Adapters;

/// <summary>The libraries that SaliencyPS can use: those of adapters.json.</summary>
internal static class AdapterCatalog
{
    /// <summary>All of them, in the order in which they are tried.</summary>
    public static ImmutableArray<AdapterDescription> All { get; } = Read();

    /// <summary>The library of this name, in any case.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    public static AdapterDescription Find(string name) =>
        All.FirstOrDefault(adapter => adapter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no engine '{name}' to install; there are "
                + $"{string.Join(", ", All.Select(adapter => adapter.Name))}.");

    private static ImmutableArray<AdapterDescription> Read()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("SaliencyPS.Adapters.adapters.json")!;
        return [.. JsonSerializer.Deserialize(resource, AdapterCatalogContext.Default.AdapterDescriptionArray)!];
    }
}
