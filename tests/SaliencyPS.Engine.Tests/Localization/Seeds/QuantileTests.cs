using SaliencyPS.Localization.Seeds;
using Xunit;

namespace SaliencyPS.Tests.Localization.Seeds;

public sealed class QuantileTests
{
    [Fact]
    public void MatchesASort()
    {
        var random = new Random(1);
        for (var length = 1; length < 200; length++)
        {
            var levels = random.Next(1, 50); // few levels: many ties
            var values = Enumerable.Range(0, length)
                .Select(_ => (random.Next(levels) - levels / 2) * (random.Next(2) == 0 ? 1e-3f : 7e5f)).ToArray();
            var sorted = values.Order().ToArray();
            for (var rank = 0; rank < length; rank++) Assert.Equal(sorted[rank], Quantile.Select(values, rank));
            foreach (var fraction in (double[])[0, 0.05, 0.3, 0.5, 0.95, 0.999, 1])
            {
                var position = fraction * (length - 1);
                double low = sorted[(int)position], high = sorted[(int)Math.Ceiling(position)];
                Assert.Equal(low + (position - Math.Floor(position)) * (high - low), Quantile.Of(values, fraction), 1e-9 * 7e5);
            }
        }
    }

    [Theory] // numpy.quantile
    [InlineData(0.3, 2.2)]
    [InlineData(0.95, 4.8)]
    [InlineData(0.5, 3)]
    public void MatchesNumpy(double fraction, double expected) =>
        Assert.Equal(expected, Quantile.Of([5, 3, 1, 2, 4], fraction), 1e-12);

    [Fact]
    public void OrdersTheWholeRangeOfFloats()
    {
        float[] values = [float.MaxValue, -float.Epsilon, 0, float.Epsilon, float.MinValue, -1];
        Assert.Equal(values.Order(), Enumerable.Range(0, 6).Select(rank => Quantile.Select(values, rank)));
    }

    [Fact]
    public void RefusesNonsense()
    {
        Assert.Throws<ArgumentException>(() => Quantile.Of([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1], double.NaN));
    }
}
