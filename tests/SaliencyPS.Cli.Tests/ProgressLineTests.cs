using SaliencyPS.Cli.Output;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public class ProgressLineTests
{
    [Fact]
    public void TheImageTheTotalAndTheShareAreShownAndTakenAway()
    {
        var error = new StringWriter();
        var line = new ProgressLine(error, watched: true);
        line.Show(2, 4, 0.5);
        Assert.Matches(@"\rimage 3 of 4: 50 %, 0:00:\d\d left\z", error.ToString());
        line.Clear();
        Assert.Matches(@"\r +\r\z", error.ToString());
    }

    [Fact]
    public void AnUnknownTotalTellsNoTimeAndTheLastImageNothing()
    {
        var error = new StringWriter();
        var line = new ProgressLine(error, watched: true);
        line.Show(2, null);
        Assert.Equal("\rimage 3", error.ToString());
        line.Show(4, 4);
        Assert.Equal("\rimage 3", error.ToString());
    }

    [Fact]
    public void NobodyWatchingIsToldNothing()
    {
        var error = new StringWriter();
        new ProgressLine(error, watched: false).Show(2, 4);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void ALogIsToldNowAndThenOnALineOfItsOwn()
    {
        var error = new StringWriter();
        var line = new ProgressLine(error, watched: false) { Beat = TimeSpan.FromMinutes(1) };
        line.Show(2, 4);
        Assert.Equal("", error.ToString());
        line.Beat = TimeSpan.Zero;
        line.Show(2, 400, failed: 3);
        line.Clear();
        Assert.Matches(@"\Asaliency: image 3 of 400, \d+\.\d a second, \d+:\d\d:\d\d left, 3 failed\r?\n\z", error.ToString());
    }

    [Theory]
    [InlineData(0.25, 30)]
    [InlineData(1.0, 0)]
    [InlineData(0.0, null)]
    [InlineData(null, null)]
    public void TheTimeLeftFollowsThePaceSoFar(double? share, int? seconds) =>
        Assert.Equal(seconds, TimeLeft.Of(TimeSpan.FromSeconds(10), share)?.TotalSeconds);
}
