using SaliencyPS.Hosting;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Seeds;
using Xunit;

namespace SaliencyPS.Tests.Localization.Seeds;

/// <summary>Seeds and priors by the mass of a map.</summary>
public class SaliencyMassTests
{
    [Fact]
    public void The_fewest_pixels_with_the_share_are_the_seeds()
    {
        // Of a mass of 10: 4 + 3 hold 0.7, 4 + 3 + 2 hold 0.9.
        var seeds = new SaliencyMass([1, 4, 0, 2, 3], 1).Seeds(0.5, 0.85);
        Assert.Equal(
            [SeedLabel.Background, SeedLabel.Foreground, SeedLabel.Background, SeedLabel.Undecided, SeedLabel.Foreground], seeds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(3)]
    public void Levels_are_those_of_sorted_values(double sharpness)
    {
        var random = new Random(5);
        float[] map = [.. Enumerable.Range(0, 5000).Select(_ => (float)Math.Pow(random.NextDouble(), 6))];
        var most = map.Max();
        double[] sorted = [.. map.Select(v => Math.Pow(Math.Max(v / most, 1e-6f), sharpness)).OrderDescending()];
        foreach (var share in (double[])[0, 0.3, 0.5, 0.9, 0.97])
        {
            var (sum, count) = (0.0, 0);
            while (count == 0 || sum < share * sorted.Sum()) sum += sorted[count++];
            var seeds = new SaliencyMass(map, sharpness).Seeds(share, 1);
            Assert.InRange(seeds.Count(seed => seed == SeedLabel.Foreground), count - 1, count + 1);
            // The map speaks for the object at just these pixels.
            Assert.InRange(new SaliencyMass(map, sharpness).LogRatios(share).Count(ratio => ratio >= 0), count - 1, count + 1);
        }
    }

    [Fact]
    public void A_prior_is_the_logarithm_of_the_ratio_whatever_the_sharpness()
    {
        foreach (var sharpness in (double[])[1, 2])
            Assert.Equal(Math.Log(2), new SaliencyMass([8, 4, 0.5f, 0.25f], sharpness).LogRatios(0.1)[0]
                - new SaliencyMass([8, 4, 0.5f, 0.25f], sharpness).LogRatios(0.1)[1], 1e-5);
    }

    [Fact]
    public void Both_kinds_of_seeds_exist_for_every_map_that_is_not_constant()
    {
        foreach (var map in (float[][])[[0, 0, 0, 1], [1, 1, 1, 0], [1e-30f, 2e-30f, 0, 0],
            [.. Enumerable.Repeat(1f, 1000), 0.999f]])
        {
            var seeds = new SaliencyMass(map, 1.5).Seeds(0.5, 0.97);
            Assert.Contains(SeedLabel.Foreground, seeds);
            Assert.Contains(SeedLabel.Background, seeds);
        }
    }

    [Fact]
    public void Presets_are_valid_and_the_papers_is_the_papers()
    {
        foreach (var preset in LocalizationPresets.All.Values) preset.Validate();
        var paper = LocalizationPresets.All["paper"];
        Assert.Equal((SeedRule.Quantile, 0.95, 0.30, 0.0),
            (paper.SeedRule, paper.ForegroundQuantile, paper.BackgroundQuantile, paper.SaliencyWeight));
        Assert.Equal(LocalizationPresets.All["gradient"], LocalizationPresets.For(SaliencyMethod.Gradient));
        Assert.Equal(LocalizationPresets.All["layer"], LocalizationPresets.For(SaliencyMethod.ExcitationBackprop));
    }
}
