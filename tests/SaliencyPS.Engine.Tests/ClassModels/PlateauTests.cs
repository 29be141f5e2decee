using SaliencyPS.ClassModels;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

public class PlateauTests
{
    [Theory]
    [InlineData(3, new double[] { 0, 1, 2, 3, 4, 5, 6 }, false)] // rises by 3 of 5
    [InlineData(3, new double[] { 0, 5, 5, 5, 5, 5, 5 }, true)]
    [InlineData(3, new double[] { 0, 5, 5, 5, 4, 4, 4 }, true)] // falls
    [InlineData(3, new double[] { 5, 5, 5, 5, 5, 5 }, false)] // too few to tell
    [InlineData(0, new double[] { 5, 5, 5, 5, 5, 5, 5 }, false)]
    [InlineData(2, new double[] { -100, -60, -50, -51, -49.5 }, false)] // from −55 to −50.25, 10 % of the rise of 49.75
    [InlineData(2, new double[] { -100, -50, -50, -51, -49 }, true)]
    public void It_is_reached_where_two_windows_are_level(int window, double[] scores, bool reached) =>
        Assert.Equal(reached, new Plateau(window, 0.05).IsReached(scores));
}
