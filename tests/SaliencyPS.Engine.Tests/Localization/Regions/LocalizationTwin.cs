using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Color;
using SaliencyPS.Localization.Seeds;
using SaliencyPS.Tests.Localization.Cut;

namespace SaliencyPS.Tests.Localization.Regions;

/// <summary>
/// The localization with quantile seeds, step by step as it is described and without any shortcut: an edge list, Dinic's cut,
/// color models that are fitted again after every cut. Slow.
/// </summary>
internal sealed class LocalizationTwin(RgbImage image, LocalizationOptions options)
{
    private const double Scale = 1024;
    private readonly RgbImage _colors = options.ColorSpace == ColorSpace.Lab ? LabColors.Convert(image) : image;

    /// <summary>All that the last cut calls foreground, its energy in nats, and how many cuts there were.</summary>
    public (bool[] Labels, double Energy, int Cuts) Cut(float[] map)
    {
        var seeds = QuantileSeeds.FromMap(map, options.ForegroundQuantile, options.BackgroundQuantile);
        var (labels, energy) = Cut(i => seeds[i] == SeedLabel.Foreground, i => seeds[i] == SeedLabel.Background);
        for (var cuts = 1; ; cuts++)
        {
            var before = labels;
            if (cuts > options.Refinements || !before.Contains(true) || !before.Contains(false)) return (labels, energy, cuts);
            (labels, energy) = Cut(i => before[i], i => !before[i]);
            if (labels.SequenceEqual(before)) return (labels, energy, cuts + 1);
        }
    }

    private (bool[] Labels, double Energy) Cut(Func<int, bool> front, Func<int, bool> back)
    {
        var (inFront, behind) = (Costs(front), Costs(back));
        var pixels = inFront.Length;
        var cut = new DinicCut(pixels + 2);
        var terminals = inFront.Zip(behind,
            (f, b) => (int)Math.Round(Scale * Math.Clamp((double)f - b, -options.MaximumEvidence, options.MaximumEvidence)))
            .ToArray();
        for (var i = 0; i < pixels; i++)
        {
            if (terminals[i] > 0) cut.Add(pixels, i, terminals[i], 0);
            if (terminals[i] < 0) cut.Add(i, pixels + 1, -terminals[i], 0);
        }

        var links = Links();
        foreach (var (a, b, capacity) in links) cut.Add(a, b, capacity, capacity);
        bool[] labels = [.. cut.Solve(pixels, pixels + 1).SourceSide.Take(pixels)];
        var energy = Enumerable.Range(0, pixels)
            .Sum(i => -Math.Max(inFront[i], behind[i]) + (labels[i] == terminals[i] > 0 ? 0 : Math.Abs(terminals[i]) / Scale));
        return (labels, energy + links.Where(link => labels[link.A] != labels[link.B]).Sum(link => link.Capacity) / Scale);
    }

    private float[] Costs(Func<int, bool> side)
    {
        var pixels = _colors.Pixels.Chunk(3).ToArray();
        var model = GaussianMixture.Fit([.. pixels.Where((_, i) => side(i)).SelectMany(p => p)], options.Components,
            options.MixtureIterations, options.CovarianceFloor);
        var result = new float[pixels.Length];
        model.LogDensities(_colors.Pixels, result);
        return result;
    }

    private List<(int A, int B, int Capacity)> Links()
    {
        var pairs = new List<(int A, int B, double Distance, int Square)>();
        for (var a = 0; a < image.Width * image.Height; a++)
            for (var b = a + 1; b < image.Width * image.Height; b++)
            {
                var (dx, dy) = (Math.Abs(a % image.Width - b % image.Width), b / image.Width - a / image.Width);
                if (dx > 1 || dy > 1 || (options.Connectivity == Connectivity.Four && dx + dy > 1)) continue;
                pairs.Add((a, b, Math.Sqrt(dx + dy),
                    Enumerable.Range(0, 3).Sum(c => Square(_colors.Pixels[3 * a + c] - _colors.Pixels[3 * b + c]))));
            }

        var beta = pairs.Sum(p => (long)p.Square) is var sum and > 0 ? pairs.Count / (2.0 * sum) : 0;
        return [.. pairs.Select(p =>
            (p.A, p.B, (int)Math.Round(options.ContrastWeight * Scale / p.Distance * Math.Exp(-beta * p.Square))))];

        static int Square(int x) => x * x;
    }
}
