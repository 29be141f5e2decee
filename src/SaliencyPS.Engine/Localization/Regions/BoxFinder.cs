using System.Globalization;
using SaliencyPS.Imaging;
using SaliencyPS.Threads;

namespace SaliencyPS.Localization.Regions;

/// <summary>Finds the boxes of several classes in one image.</summary>
internal static class BoxFinder
{
    /// <summary>What decides the boxes that are kept of a map, by name.</summary>
    /// <param name="options">How a map becomes a box.</param>
    /// <param name="all">Whether all objects become boxes.</param>
    /// <param name="masks">Whether their pixels are kept, too.</param>
    public static IEnumerable<(string Name, string Value)> Describe(LocalizationOptions options, bool all, bool masks) =>
    [
        ("localization", $"{options}"),
        ("objects", all ? string.Create(CultureInfo.InvariantCulture, $"all from {options.MinimumArea} of the largest")
            : "largest"),
        ("masks", masks ? "yes" : "no"),
    ];

    /// <summary>
    /// The maps with objects, in their order, and the one box of each, or all; and one line for
    /// each map in which there is no object.
    /// </summary>
    public static (IReadOnlyList<(ClassSaliency Map, IReadOnlyList<LocalizationResult> Found)> Boxes,
        IReadOnlyList<string> Faults) Find(
        DecodedImage image, IReadOnlyList<ClassSaliency> maps, LocalizationOptions options, bool all,
        ImageLimits limits, Parallelism parallel)
    {
        if (maps.Count == 0) return ([], []);
        // This image, unless the cut is to be finer than usual and needs more detail.
        var localizer = ObjectLocalizer.For(maps[0], options, limits, parallel.Token);
        GC.KeepAlive(image);
        var (found, faults) = (new IReadOnlyList<LocalizationResult>?[maps.Count], new string?[maps.Count]);
        parallel.For(maps.Count, i =>
        {
            try
            {
                found[i] = localizer.Find(maps[i].Map, all, parallel.Token);
            }
            catch (LocalizationException e)
            {
                faults[i] = $"{maps[i].Label}: {e.Message}";
            }
        });
        return ([.. maps.Zip(found).Where(pair => pair.Second is not null).Select(pair => (pair.First, pair.Second!))],
            [.. faults.OfType<string>()]);
    }
}
