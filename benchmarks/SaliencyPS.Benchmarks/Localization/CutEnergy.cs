using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Color;

namespace SaliencyPS.Benchmarks.Localization;

/// <summary>
/// The energy of any labelling, in double precision and straight from its definition: −log p of every pixel's
/// color under the model of its side plus λ · exp(−β‖a − b‖²) / distance for every pair of neighbours on
/// different sides, β = 1 / (2 · mean ‖a − b‖²).
/// </summary>
internal static class CutEnergy
{
    private static readonly (int X, int Y)[] Neighbours = [(1, 0), (0, 1), (1, 1), (-1, 1)];

    public static double Of(RgbImage image, SeedLabel[] seeds, LocalizationOptions options, ReadOnlySpan<byte> foreground)
    {
        var (inFront, behind) = (Costs(SeedLabel.Foreground), Costs(SeedLabel.Background));
        var energy = 0.0;
        for (var i = 0; i < foreground.Length; i++) energy -= foreground[i] != 0 ? inFront[i] : behind[i];

        double sum = 0;
        long pairs = 0;
        foreach (var (a, b, _) in Pairs(image.Width, image.Height)) (sum, pairs) = (sum + Distance(a, b), pairs + 1);
        var beta = sum == 0 ? 0 : pairs / (2 * sum);
        foreach (var (a, b, length) in Pairs(image.Width, image.Height))
            if (foreground[a] != 0 != (foreground[b] != 0))
                energy += options.ContrastWeight * Math.Exp(-beta * Distance(a, b)) / length;
        return energy;

        float[] Costs(SeedLabel label)
        {
            byte[] colors = [.. Enumerable.Range(0, seeds.Length).Where(i => seeds[i] == label)
                .SelectMany(i => image.Pixels[(3 * i)..(3 * i + 3)])];
            var model = GaussianMixture.Fit(colors, options.Components, options.MixtureIterations, options.CovarianceFloor);
            var logs = new float[seeds.Length];
            model.LogDensities(image.Pixels, logs);
            return logs;
        }

        double Distance(int a, int b)
        {
            double red = image.Pixels[3 * a] - image.Pixels[3 * b], green = image.Pixels[3 * a + 1] - image.Pixels[3 * b + 1];
            double blue = image.Pixels[3 * a + 2] - image.Pixels[3 * b + 2];
            return red * red + green * green + blue * blue;
        }
    }

    private static IEnumerable<(int A, int B, double Length)> Pairs(int width, int height)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                foreach (var (dx, dy) in Neighbours)
                    if (x + dx >= 0 && x + dx < width && y + dy < height)
                        yield return (y * width + x, (y + dy) * width + x + dx, Math.Sqrt(dx * dx + dy * dy));
    }
}
