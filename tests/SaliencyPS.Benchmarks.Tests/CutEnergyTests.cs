using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

public sealed class CutEnergyTests
{
    [Fact]
    public void The_cuts_own_labelling_has_the_energy_that_it_reports()
    {
        const int Width = 40, Height = 30;
        var (image, map, random) = (new RgbImage(Width, Height), new float[Width * Height], new Random(1));
        for (var i = 0; i < map.Length; i++)
        {
            var inside = i % Width is >= 10 and < 25 && i / Width is >= 8 and < 20;
            map[i] = (inside ? 1 : 0) + random.NextSingle() / 2;
            for (var c = 0; c < 3; c++) image.Pixels[3 * i + c] = (byte)((inside ? 180 : 60) + 20 * c + random.Next(25));
        }

        var cut = new CutCase(image, [map]);
        var found = cut.Cut(held: false);
        // The mask is the largest component: for this image the only one.
        byte[] labels = [.. Enumerable.Range(0, map.Length).Select(i => (byte)(found.Mask[i % Width, i / Width] ? 1 : 0))];

        Assert.Equal(180, found.Area);
        Assert.Equal(found.Energy, cut.Energy(labels), 1e-5 * Math.Abs(found.Energy));
        labels[0] = 1;
        Assert.True(cut.Energy(labels) > found.Energy + 1);
    }
}
