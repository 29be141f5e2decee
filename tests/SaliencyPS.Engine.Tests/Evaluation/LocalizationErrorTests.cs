using SaliencyPS.Evaluation;
using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Evaluation;

public sealed class LocalizationErrorTests
{
    private static readonly BoundingBox Good = new(0, 0, 10, 10), Half = new(0, 0, 10, 5), Bad = new(0, 0, 10, 4);
    private static readonly GroundTruthBox[] Truth = [new("a", 3, 50, 50, 10, 10), new("a", 3, 0, 0, 10, 10)];

    [Fact]
    public void CountsByTheProtocol()
    {
        var error = new LocalizationError();
        error.Add(Truth, [new(3, Half)], [new(3, Half)]); // exactly one half is good
        error.Add(Truth, [new(1, Good), new(3, Good)], [new(3, Bad)]); // right at 5 only
        error.Add(Truth, [new(3, Bad), new(1, Good)]); // class right, box wrong; a good box of another class does not help
        error.Add(Truth, [new(1, null), new(1, null), new(1, null), new(1, null), new(1, null), new(3, Good)], [new(3, null)]); // sixth
        error.Add(Truth, []);
        Assert.Equal(new LocalizationSummary(5, 4 / 5.0, 3 / 5.0, 3 / 5.0, 2 / 5.0, 3, 2 / 3.0, 0.3, 0), error.Summary);
    }

    [Fact]
    public void BoxesOfAnotherTrueClassDoNotCount()
    {
        var error = new LocalizationError();
        error.Add([new("a", 3, 0, 0, 10, 10), new("a", 4, 50, 50, 10, 10)], [new(4, Good)]);
        Assert.Equal((1, 0), (error.Summary.Top1LocalizationError, error.Summary.Top1ClassificationError));
    }

    [Fact]
    public void EachTrueClassOfAPictureCounts()
    {
        var error = new LocalizationError();
        GroundTruthBox[] truth = [new("a", 3, 0, 0, 10, 10), new("a", 4, 50, 50, 10, 10)];
        error.Add(truth, [], [new(3, Good, (5, 5)), new(4, Good, (5, 5))]);
        Assert.Equal((1, 2, 0.5, 0.5, 1), (error.Summary.Images, error.Summary.TrueClasses, error.Summary.TrueClassLocalizationError, error.Summary.MeanOverlap, error.Summary.PointingHits));
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(25, 5, true)]
    [InlineData(25.01, 5, false)]
    [InlineData(19, 22, true)] // 9 and 12 away: 15
    [InlineData(19.01, 22, false)]
    [InlineData(-15, 0, true)]
    public void APeakPointsWithFifteenPixelsOfTolerance(double x, double y, bool hit) =>
        Assert.Equal(hit, LocalizationError.IsHit([new("a", 3, 0, 0, 10, 10)], new(3, null, (x, y))));

    [Fact]
    public void NothingCountedIsNotANumber()
    {
        Assert.Equal(double.NaN, new LocalizationError().Summary.Top1LocalizationError);
        Assert.Equal(double.NaN, new LocalizationError().Summary.TrueClassLocalizationError);
    }

    [Fact]
    public void RefusesNonsense()
    {
        Assert.Throws<ArgumentException>(() => new LocalizationError().Add([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalizationError(0));
    }
}
