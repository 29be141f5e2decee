using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Drawing;

public sealed class OverlayTests
{
    private static readonly RgbColor Green = new(0, 200, 0);

    [Theory]
    [InlineData(0, 255, 100), InlineData(0.5, 255, 178), InlineData(1, 255, 255), InlineData(1, 0, 100), InlineData(1, 64, 82)]
    public void Blend_covers_by_opacity_and_the_root_of_the_level(double opacity, byte level, byte expected) =>
        Assert.All(
            Overlay.Blend(Filled(3, 2, 100), Levels(6, level), ColorMap.Gray, opacity).Pixels,
            actual => Assert.Equal(expected, actual));

    [Fact]
    public void Blend_leaves_an_image_as_it_is_where_nothing_is_salient() =>
        Assert.All(Enum.GetValues<ColorMap>(), map => Assert.All(
            Overlay.Blend(Filled(3, 2, 100), Levels(6, 0), map, 1).Pixels, actual => Assert.Equal(100, actual)));

    [Fact]
    public void Blend_refuses_other_sizes_and_opacities()
    {
        Assert.Throws<ArgumentException>(() => Overlay.Blend(Filled(3, 2, 0), Levels(5, 0), ColorMap.Gray));
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.Blend(Filled(3, 2, 0), Levels(6, 0), ColorMap.Gray, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.Blend(Filled(3, 2, 0), Levels(6, 0), ColorMap.Gray, double.NaN));
    }

    [Fact]
    public void TintMask_colors_only_the_mask()
    {
        var image = Filled(2, 1, 100);
        var result = Overlay.TintMask(image, [false, true], Green, 0.5);
        Assert.Equal([100, 100, 100, 50, 150, 50], result.Pixels);
        Assert.All(image.Pixels, level => Assert.Equal(100, level));
        Assert.Throws<ArgumentException>(() => Overlay.TintMask(image, [true], Green));
    }

    // '#': border; '+': dark hairline; '.': untouched.
    [Fact]
    public void DrawBox_covers_a_half_open_box() => Assert.Equal(
        """
        .........
        .+++++++.
        .+#####+.
        .+#+++#+.
        .+#+.+#+.
        .+#+++#+.
        .+#####+.
        .+++++++.
        .........
        """, Text(Overlay.DrawBox(Filled(9, 9, 100), 2, 2, 5, 5, Green, 1)));

    [Fact]
    public void DrawBox_is_clipped_to_the_image() => Assert.Equal(
        """
        ##+..
        ##+..
        +++..
        .....
        """, Text(Overlay.DrawBox(Filled(5, 4, 100), -3, -3, 5, 5, Green, 2)));

    [Theory, InlineData(20, 0, 3, 3), InlineData(-9, -9, 3, 3), InlineData(1, 1, 0, 3)]
    public void Boxes_outside_or_without_area_draw_nothing(int x, int y, int width, int height) =>
        Assert.All(Overlay.DrawBox(Filled(5, 4, 100), x, y, width, height, Green).Pixels, level => Assert.Equal(100, level));

    [Fact]
    public void DrawBox_takes_any_coordinates()
    {
        var result = Overlay.DrawBox(Filled(5, 4, 100), int.MinValue, int.MinValue, int.MaxValue, int.MaxValue, Green);
        Assert.All(result.Pixels, level => Assert.Equal(100, level));
        Overlay.DrawBox(Filled(5, 4, 100), int.MaxValue, 0, int.MaxValue, int.MaxValue, Green, int.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.DrawBox(Filled(5, 4, 100), 0, 0, -1, 1, Green));
        Assert.Throws<ArgumentOutOfRangeException>(() => Overlay.DrawBox(Filled(5, 4, 100), 0, 0, 1, 1, Green, 0));
    }

    private static RgbImage Filled(int width, int height, byte level)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(level);
        return image;
    }

    private static string Text(RgbImage image) => string.Join('\n', Enumerable.Range(0, image.Height).Select(y =>
        string.Concat(Enumerable.Range(0, image.Width)
            .Select(x => image[x, y][1] switch { 200 => '#', 50 => '+', 100 => '.', _ => '?' }))));

    private static byte[] Levels(int count, byte level) => [.. Enumerable.Repeat(level, count)];
}
