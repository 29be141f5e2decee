using SaliencyPS.Localization.Color;
using Xunit;

namespace SaliencyPS.Tests.Localization.Color;

public sealed class GaussianMixtureTests
{
    [Fact]
    public void RecoversKnownClusters()
    {
        var random = new Random(10);
        (byte R, byte G, byte B, int Count)[] clusters = [(200, 40, 40, 3000), (60, 180, 70, 6000), (50, 60, 210, 1000)];
        var colors = clusters.SelectMany(c => Enumerable.Range(0, c.Count).SelectMany(_ => Noisy(random, 8, c.R, c.G, c.B)))
            .ToArray();
        var mixture = GaussianMixture.Fit(colors, components: 3, iterations: 10);
        foreach (var (r, g, b, count) in clusters)
        {
            var k = Enumerable.Range(0, 3).MinBy(i => Math.Abs(mixture.Means[i, 0] - r) + Math.Abs(mixture.Means[i, 2] - b));
            Assert.Equal(r, mixture.Means[k, 0], 1.0);
            Assert.Equal(g, mixture.Means[k, 1], 1.0);
            Assert.Equal(b, mixture.Means[k, 2], 1.0);
            Assert.Equal(count / 10_000.0, mixture.Weights[k], 0.01);
            Assert.Equal(64, mixture.Covariances[k, 1, 1], 10.0);
            Assert.Equal(0, mixture.Covariances[k, 0, 1], 8.0);
        }
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(5, 400)] // a floor that binds
    [InlineData(16, 10)]
    public void LikelihoodNeverFalls(int components, double floor)
    {
        var random = new Random(11);
        var colors = Enumerable.Range(0, 501)
            .SelectMany(i => Noisy(random, 10 + i % 40, (byte)(i % 250), (byte)(i * 7 % 200), 90)).ToArray();
        var before = double.NegativeInfinity;
        for (var iterations = 0; iterations < 12; iterations++)
        {
            var now = LogLikelihood(GaussianMixture.Fit(colors, components, iterations, floor), colors);
            Assert.True(now >= before - 1e-9 * Math.Abs(now), $"iteration {iterations}: {before} fell to {now}");
            before = now;
        }
    }

    [Fact]
    public void VectorsMatchTheScalarReference()
    {
        var random = new Random(12);
        for (var count = 1; count < 40; count++)
        {
            var colors = new byte[3 * count];
            random.NextBytes(colors);
            var mixture = GaussianMixture.Fit(colors, components: 4, iterations: 3, covarianceFloor: 0.5);
            var logs = new float[count];
            mixture.LogDensities(colors, logs);
            for (var i = 0; i < count; i++)
            {
                var expected = mixture.LogDensity(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
                Assert.Equal(expected, logs[i], 1e-5 + 1e-6 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void ASingleGaussianHasItsTextbookDensity()
    {
        var mixture = GaussianMixture.Fit([10, 20, 30], covarianceFloor: 4); // one color: mean is the color, covariance the floor
        Assert.Equal(1, mixture.Components);
        Assert.Equal(4, mixture.Covariances[0, 2, 2], 1e-12);
        var peak = -1.5 * Math.Log(2 * Math.PI * 4);
        Assert.Equal(peak, mixture.LogDensity(10, 20, 30), 1e-9);
        Assert.Equal(peak - 25.0 / 8, mixture.LogDensity(13, 24, 30), 1e-9);
    }

    [Fact]
    public void FarColorsStayFinite()
    {
        var mixture = GaussianMixture.Fit([0, 0, 0, 1, 1, 1], components: 2, covarianceFloor: 1e-3);
        var logs = new float[4];
        mixture.LogDensities([255, 255, 255, 0, 255, 0, 0, 0, 0, 128, 0, 7], logs);
        Assert.All(logs, log => Assert.True(float.IsFinite(log)));
    }

    [Fact]
    public void FewColorsHaveFewComponents()
    {
        byte[] two = [9, 9, 9, 200, 9, 9, 9, 9, 9];
        Assert.Equal(2, GaussianMixture.Fit(two, components: 5).Components);
        Assert.Equal(1, GaussianMixture.Fit([7, 7, 7, 7, 7, 7], components: 5).Components);
    }

    [Fact]
    public void RefusesNonsense()
    {
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit([]));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMixture.Fit([1, 2, 3], components: 17));
        Assert.Throws<ArgumentOutOfRangeException>(() => GaussianMixture.Fit([1, 2, 3], covarianceFloor: 0));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit([1, 2, 3]).LogDensities([1, 2, 3], new float[2]));
    }

    [Fact]
    public void PrincipalAxesRebuildTheMatrix()
    {
        var random = new Random(13);
        for (var round = 0; round < 100; round++)
        {
            var root = new double[3, 3];
            for (var i = 0; i < 9; i++) root[i / 3, i % 3] = random.NextDouble() - 0.5;
            double Entry(int i, int j) => Enumerable.Range(0, 3).Sum(k => root[i, k] * root[j, k]);
            var axes = PrincipalAxes.Of(Entry(0, 0), Entry(0, 1), Entry(0, 2), Entry(1, 1), Entry(1, 2), Entry(2, 2));
            Assert.Equal(axes.Variances.OrderDescending(), axes.Variances);
            for (var i = 0; i < 9; i++)
                Assert.Equal(Entry(i / 3, i % 3),
                    Enumerable.Range(0, 3).Sum(k => axes.Variances[k] * axes.Vectors[k, i / 3] * axes.Vectors[k, i % 3]), 1e-12);
        }
    }

    private static double LogLikelihood(GaussianMixture mixture, byte[] colors) =>
        Enumerable.Range(0, colors.Length / 3).Sum(i => mixture.LogDensity(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]));

    private static byte[] Noisy(Random random, double spread, params byte[] color) =>
        [.. color.Select(c => (byte)Math.Clamp(Math.Round(c + spread * Gauss(random)), 0, 255))];

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
