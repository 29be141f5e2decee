using System.Reflection;

namespace SaliencyPS.Networks.Catalog;

/// <summary>The 1000 classes of ILSVRC 2012 to 2014 in the usual order, by ascending WordNet id.</summary>
internal static class ImageNetLabels
{
    // One line per class: the id, a space, the name. Names follow torchvision, ids are WordNet 3.0's.
    private static readonly string[] Lines = Load();

    /// <summary>Short English names, for example <c>tench</c>; all different.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Lines.Select(l => l[10..])];

    /// <summary>WordNet ids, for example <c>n01440764</c>.</summary>
    public static IReadOnlyList<string> WordNetIds { get; } = [.. Lines.Select(l => l[..9])];

    private static string[] Load()
    {
        using var resource = Assembly.GetExecutingAssembly()
            .GetManifestResourceStream("SaliencyPS.Networks.Catalog.imagenet.txt")!;
        return new StreamReader(resource).ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
