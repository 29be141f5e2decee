using System.Runtime.Intrinsics;

namespace SaliencyPS.Localization.Color;

/// <summary>Fits a <see cref="GaussianMixture"/>: binary splits for the start, then expectation–maximization.</summary>
internal static class MixtureFit
{
    private const int Lanes = 4, Moments = 10;

    public static GaussianMixture Run(ReadOnlySpan<byte> colors, int components, int iterations,
        double floor, CancellationToken token)
    {
        if (colors.IsEmpty || colors.Length % 3 != 0)
            throw new ArgumentException($"{colors.Length} bytes are not one or more R, G, B colors.", nameof(colors));
        if (components is < 1 or > GaussianMixture.MaximumComponents)
            throw new ArgumentOutOfRangeException(nameof(components), components,
                $"A mixture has 1 to {GaussianMixture.MaximumComponents} components.");
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        if (!(floor > 0 && double.IsFinite(floor)))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, "The covariance floor is above 0.");

        var mixture = new GaussianMixture(Split(colors, components), floor);
        for (var i = 0; i < iterations; i++)
        {
            token.ThrowIfCancellationRequested();
            mixture = new GaussianMixture(Improve(mixture, colors), floor);
        }

        return mixture;
    }

    /// <summary>
    /// Splits the cluster with the largest principal variance in two, through its mean, until there are enough clusters.
    /// </summary>
    private static List<ColorGaussian> Split(ReadOnlySpan<byte> colors, int components)
    {
        var cluster = new byte[colors.Length / 3];
        var all = new ColorMoments();
        for (var i = 0; i < colors.Length; i += 3) all.Add(colors[i], colors[i + 1], colors[i + 2]);
        List<ColorGaussian> result = [all.ToGaussian()];
        while (result.Count < components)
        {
            var widest = result.MaxBy(gaussian => gaussian.Axes.Variances[0])!;
            var index = result.IndexOf(widest);
            var (left, right) = Halve(colors, cluster, index, result.Count, widest);
            if (left.Weight == 0 || right.Weight == 0) break; // every cluster is a single color
            result[index] = left.ToGaussian();
            result.Add(right.ToGaussian());
        }

        return result;
    }

    private static (ColorMoments Left, ColorMoments Right) Halve(
        ReadOnlySpan<byte> colors, Span<byte> cluster, int index, int fresh, ColorGaussian gaussian)
    {
        var axis = gaussian.Axes.Vectors;
        var (red, green, blue) = (axis[0, 0], axis[0, 1], axis[0, 2]);
        var middle = red * gaussian.R + green * gaussian.G + blue * gaussian.B;
        ColorMoments left = new(), right = new();
        for (var n = 0; n < cluster.Length; n++)
        {
            if (cluster[n] != index) continue;
            double r = colors[3 * n], g = colors[3 * n + 1], b = colors[3 * n + 2];
            if (red * r + green * g + blue * b <= middle)
            {
                left.Add(r, g, b);
                continue;
            }

            cluster[n] = (byte)fresh;
            right.Add(r, g, b);
        }

        return (left, right);
    }

    /// <summary>One EM iteration: shares of every component in every color, and the moments of those shares.</summary>
    private static List<ColorGaussian> Improve(GaussianMixture mixture, ReadOnlySpan<byte> colors)
    {
        Span<Vector256<double>> logs = stackalloc Vector256<double>[mixture.Components];
        Span<Vector256<double>> sums = stackalloc Vector256<double>[mixture.Components * Moments];
        sums.Clear();
        // the last few, then black
        byte[] tail = [.. colors[(colors.Length - colors.Length % (3 * Lanes))..], .. new byte[3 * Lanes]];
        for (var i = 0; i < colors.Length; i += 3 * Lanes)
        {
            var present = Math.Min(Lanes, (colors.Length - i) / 3);
            var c = present < Lanes ? tail : colors.Slice(i, 3 * Lanes);

            var r = Vector256.Create((double)c[0], c[3], c[6], c[9]);
            var g = Vector256.Create((double)c[1], c[4], c[7], c[10]);
            var b = Vector256.Create((double)c[2], c[5], c[8], c[11]);
            var total = mixture.LogSumExp(r, g, b, logs);
            var used = Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)present));
            for (var k = 0; k < logs.Length; k++)
                Accumulate(sums.Slice(k * Moments, Moments), Vector256.Exp(logs[k] - total) & used, r, g, b);
        }

        var result = new List<ColorGaussian>();
        for (var k = 0; k < mixture.Components; k++)
        {
            var s = sums.Slice(k * Moments, Moments);
            if (Vector256.Sum(s[0]) < 1e-9) continue; // no color is left to this component
            result.Add(new ColorMoments
            {
                Weight = Vector256.Sum(s[0]), R = Vector256.Sum(s[1]), G = Vector256.Sum(s[2]), B = Vector256.Sum(s[3]),
                RR = Vector256.Sum(s[4]), RG = Vector256.Sum(s[5]), RB = Vector256.Sum(s[6]),
                GG = Vector256.Sum(s[7]), GB = Vector256.Sum(s[8]), BB = Vector256.Sum(s[9]),
            }.ToGaussian());
        }

        return result;
    }

    private static void Accumulate(
        Span<Vector256<double>> s, Vector256<double> share, Vector256<double> r, Vector256<double> g, Vector256<double> b)
    {
        Vector256<double> sr = share * r, sg = share * g, sb = share * b;
        s[0] += share;
        s[1] += sr;
        s[2] += sg;
        s[3] += sb;
        s[4] += sr * r;
        s[5] += sr * g;
        s[6] += sr * b;
        s[7] += sg * g;
        s[8] += sg * b;
        s[9] += sb * b;
    }
}
