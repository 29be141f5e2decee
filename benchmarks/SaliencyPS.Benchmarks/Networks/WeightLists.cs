using System.IO.Compression;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>Names and shapes of the weights of torchvision's and timm's networks.</summary>
internal static class WeightLists
{
    /// <summary>The weights of one network, in the order of its state dict.</summary>
    /// <param name="library"><c>torchvision</c> or <c>timm</c>.</param>
    /// <param name="name">The network's name there.</param>
    public static IReadOnlyList<(string Name, int[] Shape)> Of(string library, string name)
    {
        // The file: "# name parameters", then "tensor AxBxC" lines; counters have no shape.
        using var reader = new StreamReader(new GZipStream(
            typeof(WeightLists).Assembly.GetManifestResourceStream($"{library}.txt.gz")!, CompressionMode.Decompress));
        var section = reader.ReadToEnd().Split("# ").Single(s => s.StartsWith(name + " ", StringComparison.Ordinal));
        return [.. section.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' '))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1].Split('x').Select(int.Parse).ToArray()))];
    }
}
