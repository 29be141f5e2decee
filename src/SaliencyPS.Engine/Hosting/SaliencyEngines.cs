using SaliencyPS.Adapters;

namespace SaliencyPS.Hosting;

/// <summary>Tells of everything that computes, or could.</summary>
internal static class SaliencyEngines
{
    /// <summary>
    /// The engines in the box, then the libraries in the order of their catalog: of one that is installed each device, and why
    /// there is not another, of the others why they cannot be used. Loads those that are installed, each when it is its turn.
    /// </summary>
    /// <param name="isAsked">Whether one of this name is asked for; no other is loaded. All where null.</param>
    public static IEnumerable<SaliencyEngine> List(Predicate<string>? isAsked = null) =>
        ComputeEngines.All.Select(engine => engine.Describe()).Where(engine => isAsked?.Invoke(engine.Name) ?? true)
            .Concat(AdapterCatalog.All.Where(adapter => isAsked?.Invoke(adapter.Name) ?? true).SelectMany(Describe));

    /// <summary>What a library has to offer, or why not.</summary>
    public static IEnumerable<SaliencyEngine> Describe(AdapterDescription adapter)
    {
        var reason = Adapter.WhyNot(adapter);
        if (reason is null && adapter.Kind == EngineKind.Compute)
        {
            var library = Adapter.Load<IEngineAdapter>(adapter);
            return library.Engines.Select(engine => engine.Describe()).Concat(library.Missing);
        }

        return
        [
            new SaliencyEngine
            {
                Name = adapter.Name, Kind = adapter.Kind, Version = adapter.Version, Reason = reason,
                Device = reason is null ? ComputeEngines.Default.Describe().Device : null,
                Description = adapter.Formats is not { } formats ? adapter.Library
                    : $"reads {string.Join(", ", formats.Keys.Order())}: {adapter.Library}",
            },
        ];
    }
}
