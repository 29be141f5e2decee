using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Numerics;

namespace SaliencyPS.Cli.Commands;

/// <summary>Finds the boxes of several classes in one picture.</summary>
internal sealed class BoxFinder(Session session, LocalizationOptions options, int threads)
{
    /// <summary>One box per map, in their order. A map in which there is no object is reported and left out.</summary>
    public IReadOnlyList<(ClassSaliency Map, LocalizationResult Found)> Find(RgbImage picture, IReadOnlyList<ClassSaliency> maps)
    {
        var localizer = new ObjectLocalizer(picture, options);
        var found = new object[maps.Count];
        new Parallelism(threads, session.Token).For(maps.Count, i =>
        {
            try
            {
                found[i] = localizer.Find(maps[i].Map, session.Token);
            }
            catch (LocalizationException e)
            {
                found[i] = e;
            }
        });
        foreach (var (map, fault) in maps.Zip(found.Select(f => f as LocalizationException)))
            if (fault is not null) session.Fail(map.Path, $"{map.Label}: {fault.Message}");
        return [.. maps.Zip(found).Where(pair => pair.Second is LocalizationResult).Select(pair => (pair.First, (LocalizationResult)pair.Second))];
    }
}
