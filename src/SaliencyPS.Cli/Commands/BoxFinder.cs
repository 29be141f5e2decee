using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary>Finds the boxes of several classes in one image.</summary>
internal static class BoxFinder
{
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
