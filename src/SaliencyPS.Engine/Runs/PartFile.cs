using System.Globalization;
using SaliencyPS.Files;

namespace SaliencyPS.Runs;

/// <summary>The files of a shard in a folder of results.</summary>
/// <param name="Folder">The folder, in full.</param>
/// <param name="Shard">The shard.</param>
internal sealed record PartFile(string Folder, Shard Shard)
{
    private string Name => string.Create(CultureInfo.InvariantCulture, $"part-{Shard.Number:D5}-of-{Shard.Count:D5}");

    /// <summary>The results: a line of JSON for the header, and one for each image.</summary>
    public string Results => Path.Combine(Folder, $"{Name}.jsonl");

    /// <summary>What the part holds, once its run has ended.</summary>
    public string Manifest => Path.Combine(Folder, $"{Name}.json");

    /// <summary>Who works on it, while somebody does.</summary>
    public string Owner => Path.Combine(Folder, $"{Name}.owner");

    /// <summary>The parts that are in a folder, by number.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be listed.</exception>
    public static IReadOnlyList<PartFile> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "part-*-of-*.jsonl").Select(file => Read(folder, Path.GetFileName(file)))
            .OfType<PartFile>().OrderBy(part => part.Shard.Count).ThenBy(part => part.Shard.Number),
    ];

    /// <summary>Whether a file is one of a folder's, of any shard.</summary>
    public static bool IsIn(string folder, string file) =>
        PlainFile.Replaces(file, Path.Combine(folder, Path.GetFileName(file)))
        && Path.GetExtension(file) is ".jsonl" or ".json" or ".owner"
        && Read(folder, $"{Path.GetFileNameWithoutExtension(file)}.jsonl") is not null;

    /// <summary>The first of the files that is no plain one but a link, which leads elsewhere, a pipe or a device.</summary>
    public string? FindForeign() => Array.Find([Results, Manifest, Owner],
        path => new FileInfo(path).LinkTarget is not null || PlainFile.IsDevice(path));

    // Other files may be called alike.
    private static PartFile? Read(string folder, string name) =>
        name.Split('-', '.') is [_, var number, _, var count, _] && Number(number) is { } n and > 0 && Number(count) is { } all
        && n <= all && all <= Shard.MostShards
        && new PartFile(folder, new Shard(n, all)) is var part && $"{part.Name}.jsonl" == name ? part : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
