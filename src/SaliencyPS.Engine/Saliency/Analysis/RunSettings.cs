using System.Globalization;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Runs;
using SaliencyPS.Saliency.Methods;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>Tells by which options results go together.</summary>
internal static class RunSettings
{
    /// <summary>The header of a run's parts.</summary>
    /// <param name="command">What is computed.</param>
    /// <param name="shard">Which images.</param>
    /// <param name="network">The network.</param>
    /// <param name="options">What is asked of it.</param>
    /// <param name="limits">Which images are read.</param>
    /// <param name="more">What else decides the results, by name.</param>
    /// <exception cref="ArgumentException">The options do not fit the network.</exception>
    public static RunHeader Describe(string command, Shard shard, Network network, SaliencyOptions options, ImageLimits limits,
        params IEnumerable<(string Name, string Value)> more)
    {
        var settings = MethodCatalog.Describe(network, options);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["network"] = network.Digest ?? network.Name,
            ["engine"] = settings.Engine ?? "",
            ["view"] = $"{options.View}",
            ["method"] = $"{settings}",
            ["classes"] = options.Classes is null ? $"best {options.Top}" : string.Join(',', options.Classes),
            ["minimum probability"] = options.MinimumProbability.ToString("R", CultureInfo.InvariantCulture),
            ["resolution"] = options.FullResolution ? "full" : "as needed",
            ["maximum pixels"] = $"{limits.MaximumPixels}",
            ["codecs"] = string.Join(',', OptionalCodecs.Asked(limits).Select(codec => codec.Name).Order(StringComparer.Ordinal)),
        };
        foreach (var (name, value) in more) all.Add(name, value);
        return new(RunHeader.CurrentSchema, command, shard.Number, shard.Count, MapSettings.CurrentVersion, network.Name, all);
    }
}
