using System.Text.Json.Serialization;

namespace SaliencyPS.Runs;

/// <summary>What decides the results of a run; the first line of every part.</summary>
/// <param name="Schema">The version of the form of parts and manifests.</param>
/// <param name="Command">What is computed: <c>box</c>, <c>map</c>, <c>score</c> or <c>evaluate</c>.</param>
/// <param name="Shard">Which shard it is, from 1.</param>
/// <param name="Shards">How many there are.</param>
/// <param name="Version">The version of SaliencyPS.</param>
/// <param name="Network">The network's name, which decides nothing.</param>
/// <param name="Options">All that decides the results besides the images, by name.</param>
internal sealed record RunHeader(
    int Schema, string Command, int Shard, int Shards, string Version, string Network, SortedDictionary<string, string> Options)
{
    /// <summary>The form that this version writes and reads.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The shard.</summary>
    [JsonIgnore]
    public Shard Part => new(Shard, Shards);

    /// <summary>What is different between two runs, in words; none where the results of both go together.</summary>
    public IReadOnlyList<string> DifferencesFrom(RunHeader other)
    {
        List<string> found = [];
        Compare("form of the files", $"{Schema}", $"{other.Schema}");
        Compare("command", Command, other.Command);
        Compare("number of shards", $"{Shards}", $"{other.Shards}");
        Compare("version of SaliencyPS", Version, other.Version);
        foreach (var name in Options.Keys.Union(other.Options.Keys).Order(StringComparer.Ordinal))
            Compare(name, Options.GetValueOrDefault(name, "none"), other.Options.GetValueOrDefault(name, "none"));
        return found;

        void Compare(string what, string here, string there)
        {
            if (here != there) found.Add($"{what} {here}, not {there}");
        }
    }
}
