using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

public sealed class FaithfulnessDetailTests
{
    [Theory]
    [InlineData(1, 0, 0, 1)]
    [InlineData(0.8, 0.2, 0.2, 0.8)]
    [InlineData(0.5, 0.75, 0, 3.0 / 7)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 0, 1, 0)]
    public void Adcc_is_the_harmonic_mean(double coherency, double complexity, double drop, double expected) =>
        Assert.Equal(expected,
            new FaithfulnessDetail { Coherency = coherency, Complexity = complexity, Drop = drop }.Adcc, 1e-12);

    [Fact]
    public void Figures_are_all_numbers_but_what_tells_the_map() => Assert.Equal(
        typeof(FaithfulnessDetail).GetProperties().Where(property => property.PropertyType == typeof(double))
            .Select(property => property.Name).Except([nameof(FaithfulnessDetail.Probability)]).Order(),
        FaithfulnessDetail.Figures.Select(figure => figure.Name).Order());

    [Fact]
    public void Measurements_tell_each_figure()
    {
        var measured = new FaithfulnessMeasurement
        {
            Means = FaithfulnessDetail.Figures.Index().ToDictionary(figure => figure.Item.Name, figure => (double)figure.Index),
        };
        foreach (var (index, (name, _)) in FaithfulnessDetail.Figures.Index())
            Assert.Equal((double)index, typeof(FaithfulnessMeasurement).GetProperty(name)!.GetValue(measured));
    }
}
