using SaliencyPS.Imaging.Drawing;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Drawing;

public sealed class HeatMapTests
{
    // Colors 0, 100, 200 and 255 of the published tables; 100 and 200 lie between the control points.
    [Theory]
    [InlineData(ColorMap.Viridis, "440154 2A768E 70CF57 FDE725")]
    [InlineData(ColorMap.Inferno, "000004 902568 FB9D07 FCFFA4")]
    [InlineData(ColorMap.Turbo, "30123B 3FF68A F46617 7A0403")]
    [InlineData(ColorMap.Gray, "000000 646464 C8C8C8 FFFFFF")]
    public void Color_tables_are_within_three_levels_of_the_published_ones(ColorMap map, string expected)
    {
        var table = ColorTable.For(map);
        foreach (var (index, text) in new[] { 0, 100, 200, 255 }.Zip(expected.Split(' ')))
        {
            var color = Convert.FromHexString(text);
            for (var c = 0; c < 3; c++) Assert.InRange(table[3 * index + c] - color[c], -3, 3);
        }
    }

    [Fact]
    public void The_minimum_is_dark_and_the_quantile_and_all_above_it_bright()
    {
        var map = Enumerable.Range(0, 200).Select(i => (float)i).ToArray();
        map[199] = 1e6f; // an extreme that must not darken the rest
        var image = HeatMap.Render(map, 20, 10, ColorMap.Gray);
        Assert.Equal(0, image.Pixels[0]);
        Assert.Equal(255, image.Pixels[3 * 198]);
        Assert.Equal(255, image.Pixels[3 * 199]);
        Assert.Equal(128, image.Pixels[3 * 99], 1.0);
    }

    // The numbers are more than a level apart, so that as many are at the top as are not below the quantile.
    [Theory, InlineData(0.001), InlineData(0.3), InlineData(0.5), InlineData(0.95), InlineData(0.995), InlineData(1)]
    public void The_quantile_is_that_of_sorting(double quantile)
    {
        var map = Enumerable.Range(0, 100).Select(i => (float)i).ToArray();
        new Random(1).Shuffle(map);
        var atTop = HeatMap.Render(map, 10, 10, ColorMap.Gray, quantile).Pixels.Count(level => level == 255) / 3;
        // 0.001: the minimum, hence the maximum.
        Assert.Equal(quantile == 0.001 ? 1 : 101 - (int)Math.Ceiling(quantile * 100), atTop);
    }

    [Fact]
    public void The_maximum_serves_where_the_quantile_is_the_minimum()
    {
        var map = new float[1000];
        map[7] = 2;
        Assert.Equal(255, HeatMap.Render(map, 100, 10, ColorMap.Gray)[7, 0][0]);
    }

    [Theory, InlineData(0f), InlineData(5f), InlineData(float.NaN), InlineData(float.PositiveInfinity)]
    public void A_constant_map_is_all_in_the_first_color(float value)
    {
        var map = new float[6];
        Array.Fill(map, value);
        Assert.All(HeatMap.Render(map, 3, 2).Pixels.Chunk(3), pixel => Assert.Equal([0x44, 0x01, 0x54], pixel));
    }

    [Fact]
    public void What_is_not_finite_counts_as_the_minimum()
    {
        var image = HeatMap.Render([1, float.NaN, 2, float.PositiveInfinity], 4, 1, ColorMap.Gray);
        Assert.Equal([0, 0, 255, 0], image.Pixels.Chunk(3).Select(p => p[0]));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HeatMap.Render(new float[5], 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeatMap.Render(new float[6], 2, 3, quantile: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HeatMap.Render(new float[6], 2, 3, (ColorMap)9));
    }
}
