using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Evaluation.Figures;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

public sealed class FaithfulnessFiguresTests
{
    private static FaithfulnessFigures Figures(
        double deletion = 0, double coherency = 0, double complexity = 0, double drop = 0) => new()
    {
        Deletion = deletion, Insertion = 0, Drop = drop, Increase = 0, Gain = 0, Coherency = coherency, Complexity = complexity,
        Infidelity = 0, MaxSensitivity = 0, Sparseness = 0, Entropy = 0,
    };

    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(0.8, 0.2, 0.2, 0.8)]
    [InlineData(0.5, 0.75, 0, 3.0 / 7)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    public void Adcc_is_the_harmonic_mean(double coherency, double complexity, double drop, double expected) =>
        Assert.Equal(expected, Figures(0, coherency, complexity, drop).Adcc, 1e-12);

    [Fact]
    public void Means_are_over_maps_and_intervals_over_images()
    {
        var means = FaithfulnessMean.Of([[Figures(0.1), Figures(0.3)], [Figures(0.8)]], new MeasureOptions { Resamples = 200 });
        Assert.Equal(FaithfulnessFigures.All.Select(figure => figure.Name), means.Select(mean => mean.Name));
        var deletion = means.Single(mean => mean.Name == "Deletion");
        Assert.Equal(0.4, deletion.Mean, 1e-12);
        // Both maps of the first image are drawn together: never one of them alone.
        Assert.Equal((0.2, 0.8), (Math.Round(deletion.Interval.Lower, 12), Math.Round(deletion.Interval.Upper, 12)));
        Assert.True(double.IsNaN(FaithfulnessMean.Of([[Figures()]], new MeasureOptions { Resamples = 0 })[0].Interval.Lower));
    }
}
