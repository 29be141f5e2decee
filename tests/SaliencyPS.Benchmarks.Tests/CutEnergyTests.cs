using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

public sealed class CutEnergyTests
{
    [Fact]
    public void The_cuts_own_labelling_has_the_energy_that_it_reports()
    {
        var cut = Rectangle.Case();
        var found = cut.Cut(held: false);
        // The mask is the largest component: for this image the only one.
        byte[] labels = [.. Enumerable.Range(0, Rectangle.Width * Rectangle.Height)
            .Select(i => (byte)(found.Mask[i % Rectangle.Width, i / Rectangle.Width] ? 1 : 0))];

        Assert.Equal(Rectangle.Area, found.Area);
        Assert.Equal(found.Energy, cut.Energy(labels), 1e-5 * Math.Abs(found.Energy));
        labels[0] = 1;
        Assert.True(cut.Energy(labels) > found.Energy + 1);
    }
}
