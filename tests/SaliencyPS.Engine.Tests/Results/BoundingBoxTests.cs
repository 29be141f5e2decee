using SaliencyPS.Localization;
using Xunit;

namespace SaliencyPS.Tests.Results;

public sealed class BoundingBoxTests
{
    [Theory]
    [InlineData(0, 0, 10, 10, 1)]
    [InlineData(5, 0, 10, 10, 50 / 150.0)]
    [InlineData(10, 0, 10, 10, 0)] // half-open: they only touch
    [InlineData(2, 2, 5, 5, 0.25)]
    [InlineData(0, 0, 0, 0, 0)]
    public void OverlapsAsComputedByHand(int x, int y, int width, int height, double expected)
    {
        var (a, b) = (new BoundingBox(0, 0, 10, 10), new BoundingBox(x, y, width, height));
        Assert.Equal(expected, a.IntersectionOverUnion(b), 1e-12);
        Assert.Equal(expected, b.IntersectionOverUnion(a), 1e-12);
    }

    [Fact]
    public void TakesFractionalSides() =>
        Assert.Equal(0.5, new BoundingBox(0, 0, 1, 1).IntersectionOverUnion(0.25, 0, 0.5, 1), 1e-12);

    [Fact]
    public void LargeSidesDoNotOverflow() =>
        Assert.Equal(1, new BoundingBox(int.MaxValue, 0, int.MaxValue, int.MaxValue)
            .IntersectionOverUnion(new(int.MaxValue, 0, int.MaxValue, int.MaxValue)), 1e-12);
}
