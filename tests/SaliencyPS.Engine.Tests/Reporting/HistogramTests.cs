using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

public sealed class HistogramTests
{
    [Fact]
    public void NumbersAreCountedInIntervalsFromTheFirstToTheLast()
    {
        var histogram = new Histogram(10, 100);
        foreach (var value in (double[])[30, 39.9, 9, 0, double.NaN, double.PositiveInfinity]) histogram.Add(value);
        Assert.Equal([(0, 10, 2), (10, 20, 0), (20, 30, 0), (30, 40, 2)], histogram.Intervals());
        Assert.Empty(new Histogram(1, 2).Intervals());
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void TheWidthDoublesUntilAllFitWhateverTheirOrder(int seed)
    {
        double[] values = [.. Enumerable.Range(-500, 1000).Select(i => i / 3.0), 1e6, -3];
        new Random(seed).Shuffle(values);
        var histogram = new Histogram(1, 24);
        foreach (var value in values) histogram.Add(value);
        var intervals = histogram.Intervals().ToArray();
        Assert.InRange(intervals.Length, 12, 24);
        Assert.Equal(values.Length, intervals.Sum(one => one.Count));
        Assert.All(intervals, one => Assert.Equal(values.Count(value => value >= one.From && value < one.To), one.Count));
        Assert.Equal(65536, intervals[0].To - intervals[0].From);
    }
}
