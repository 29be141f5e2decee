using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Drawing;

public sealed class PixelTextTests
{
    [Fact]
    public void Letters_have_the_shapes_that_one_reads()
    {
        var drawn = PixelText.Write(Grey(40, 20), "Hi", 3, 2, 1);
        Assert.Equal(
            """
            ...............
            ...............
            ..#...#...#....
            ..#...#........
            ..#...#..##....
            ..#####...#....
            ..#...#...#....
            ..#...#...#....
            ..#...#..###...
            ...............
            ...............
            """.ReplaceLineEndings("\n"), Show(drawn, 3, 2, 15, 11));
        Assert.Equal(100, drawn[2, 2][0]);
        Assert.Equal(100, drawn[18, 12][0]);
    }

    [Fact]
    public void Every_letter_is_another()
    {
        var letters = Enumerable.Range(' ', 95)
            .Select(c => Show(PixelText.Write(Grey(9, 11), $"{(char)c}", 0, 0, 1), 0, 0, 9, 11));
        Assert.Equal(95, letters.Distinct().Count());
    }

    [Fact]
    public void Accents_are_dropped_and_other_scripts_become_question_marks()
    {
        Assert.Equal(PixelText.Write(Grey(90, 20), "Kafer ??", 0, 0, 1).Pixels,
            PixelText.Write(Grey(90, 20), "Käfer 木木", 0, 0, 1).Pixels);
    }

    [Theory, InlineData(0, 0), InlineData(-5, 100), InlineData(1000, -1000)]
    public void It_stays_within_the_image_and_loses_its_end_where_it_must(int x, int y)
    {
        var image = Grey(30, 15);
        var drawn = PixelText.Write(image, "much too long for that", x, y, 1);
        Assert.Equal((30, 15), (drawn.Width, drawn.Height));
        Assert.NotEqual(image.Pixels, drawn.Pixels);
        Assert.Equal(image.Pixels, PixelText.Write(image, "text", x, y, 3).Pixels); // no room at all
        Assert.Equal(Grey(30, 15).Pixels, image.Pixels);
    }

    private static RgbImage Grey(int width, int height)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(100);
        return image;
    }

    private static string Show(RgbImage image, int left, int top, int width, int height) => string.Join('\n',
        Enumerable.Range(top, height).Select(y => string.Concat(
            Enumerable.Range(left, width).Select(x => image[x, y][0] == 255 ? '#' : '.'))));
}
