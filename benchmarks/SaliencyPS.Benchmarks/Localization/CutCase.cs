using System.Runtime.InteropServices;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Localization.Seeds;
using SaliencyPS.Threads;

namespace SaliencyPS.Benchmarks.Localization;

/// <summary>One image and the maps of its best classes, all at the resolution of the cut.</summary>
internal sealed class CutCase(RgbImage image, float[][] maps)
{
    // Cut as it is, however large.
    private static readonly LocalizationOptions Free = new() { MaximumCutPixels = int.MaxValue },
        Held = Free with { SeedConstraint = SeedConstraint.Both };

    public int Width => image.Width;

    public int Height => image.Height;

    public int Classes => maps.Length;

    /// <summary>From image and map to the box: links, seeds, color models, cut, component.</summary>
    /// <param name="held">Seeds keep their label; otherwise they only train the models.</param>
    public LocalizationResult Cut(bool held) => ObjectLocalizer.Find(image, maps[0], held ? Held : Free);

    /// <summary>Cuts for all classes, seeds free; what depends on the image alone is done once.</summary>
    public void CutAll(int threads)
    {
        var localizer = new ObjectLocalizer(image, Free);
        new Parallelism(threads).For(maps.Length, i => localizer.Find(maps[i]));
    }

    /// <summary>Writes image and seeds for the peer.</summary>
    public void Write(string path)
    {
        using var file = File.Create(path);
        file.Write(image.Pixels);
        foreach (var map in maps) file.Write(MemoryMarshal.AsBytes(Seeds(map).AsSpan()));
    }

    /// <summary>The energy, in nats, of a labelling for the first class: what the cut makes as small as can be.</summary>
    public double Energy(ReadOnlySpan<byte> foreground) => CutEnergy.Of(image, Seeds(maps[0]), Free, foreground);

    /// <summary>Image and seeds in the library of this process; null where it is not there.</summary>
    public ICutReference? ToReference() => CutReferences.Create(image, [.. maps.Select(Seeds)]);

    private static SeedLabel[] Seeds(float[] map) => QuantileSeeds.FromMap(map, Free.ForegroundQuantile, Free.BackgroundQuantile);
}
