using SaliencyPS.Localization.Seeds;
using Xunit;

namespace SaliencyPS.Tests.Localization.Seeds;

public sealed class MapSmoothingTests
{
    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(1, 13, 2)]
    [InlineData(13, 1, 0.3)]
    [InlineData(17, 9, 1.3)]
    [InlineData(9, 17, 4.5)] // wider than the map
    [InlineData(40, 31, 0.05)]
    public void Agrees_with_a_direct_sum_over_all_pixels(int width, int height, double deviation)
    {
        var random = new Random(21);
        float[] map = [.. Enumerable.Range(0, width * height).Select(_ => random.NextSingle() - 0.2f)];
        var smooth = MapSmoothing.Run(map, width, deviation);
        for (var i = 0; i < map.Length; i++)
        {
            var (sum, total) = (0.0, 0.0);
            for (var j = 0; j < map.Length; j++)
            {
                var (dx, dy) = (i % width - j % width, i / width - j / width);
                var weight = Math.Exp(-(dx * dx + dy * dy) / (2 * deviation * deviation));
                (sum, total) = (sum + weight * map[j], total + weight);
            }

            Assert.Equal(sum / total, smooth[i], 2e-4); // what lies beyond four deviations
        }
    }

    [Fact] // rounding would make a map of one that has no contrast
    public void A_constant_map_stays_as_it_is()
    {
        foreach (var value in (float[])[0, 0.3f, 1e-30f, 12345.678f])
            Assert.All(MapSmoothing.Run(Enumerable.Repeat(value, 53 * 37).ToArray(), 53, 7.7),
                smooth => Assert.Equal(value, smooth));
    }

    [Fact]
    public void Stops_when_cancelled() =>
        Assert.Throws<OperationCanceledException>(() => MapSmoothing.Run(new float[12], 4, 1, new CancellationToken(true)));
}
