using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.GroundTruth;

public sealed class GroundTruthMaskTests
{
    [Theory]
    [InlineData("""{"size": [4, 3], "counts": [1, 2, 2, 0, 0, 3, 4]}""")]
    [InlineData("""{"size": [4, 3], "counts": [1, 2, 2, 3, 4]}""")]
    [InlineData("""{"size": [4, 3], "counts": "12212"}""")] // 1, 2, 2, 2 + 1, 2 + 2
    [InlineData("[[0, 1, 1, 1, 1, 3, 0, 3], [1, 1, 2, 1, 2, 4, 1, 4]]")]
    [InlineData("[[1, 1, 2, 1, 2, 4, 1, 4], [1, 2, 2, 2, 2, 3, 1, 3], [0, 3, 0, 1, 1, 1, 1, 3]]")]
    public void Runs_and_polygons_say_the_same(string segmentation)
    {
        var mask = CocoMasks.Read(JsonElement.Parse(segmentation), (3, 4))!;
        Assert.Equal("...|##.|##.|.#.", Draw(mask, 3, 4));
    }

    [Fact]
    public void Polygons_hold_the_centres_within()
    {
        var mask = CocoMasks.Read(JsonElement.Parse("[[-5, -5, 40, -5, -5, 40]]"), (50, 30))!;
        for (var y = 0; y < 30; y++)
            for (var x = 0; x < 50; x++) Assert.Equal(x + 0.5 + y + 0.5 < 35, Holds(mask, x, y));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("[[0, 0, 1, 1]]")]
    [InlineData("[[0, 0, 1, 1, 2, 2, 3]]")]
    [InlineData("[[0, 0, 1, 1, 2, 1e999]]")]
    [InlineData("""{"size": [4, 3], "counts": [1, 2, 3]}""")]
    [InlineData("""{"size": [4, 3], "counts": [13]}""")]
    [InlineData("""{"size": [4, 3], "counts": [1, -2, 13]}""")]
    [InlineData("""{"size": [4, 3], "counts": [1.5, 10.5]}""")]
    [InlineData("""{"size": [4, 3], "counts": "\u007f"}""")]
    [InlineData("""{"size": [4, 3], "counts": "ooooooooooooooo"}""")]
    [InlineData("""{"size": [4, 3], "counts": "o"}""")]
    [InlineData("""{"size": [4, 3]}""")]
    [InlineData("""{"size": [4], "counts": [12]}""")]
    [InlineData("""{"size": [2000000000, 2000000000], "counts": [12]}""")]
    [InlineData("""{"counts": [12]}""")]
    public void Damaged_masks_are_refused(string segmentation) =>
        Assert.ThrowsAny<ArgumentException>(() => CocoMasks.Read(JsonElement.Parse(segmentation), (3, 4)));

    [Fact]
    public void A_polygon_takes_no_memory_for_what_its_image_is_said_to_be()
    {
        var polygon = JsonElement.Parse("[[0, 0, 90000000, 0, 90000000, 7]]");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var mask = CocoMasks.Read(polygon, (100_000_000, 7))!;
        Assert.True(Holds(mask, 80_000_000, 5));
        Assert.False(Holds(mask, 50_000_000, 5));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void Polygons_of_too_many_points_are_refused()
    {
        string Star(int points) => $"[[{string.Join(", ", Enumerable.Range(0, points).Select(i => $"{i % 7}, {i % 5}"))}]]";
        Assert.NotNull(CocoMasks.Read(JsonElement.Parse(Star(CocoMasks.MaximumNumbers / 2)), null));
        Assert.Contains("more than 100000 numbers", Assert.Throws<ArgumentException>(
            () => CocoMasks.Read(JsonElement.Parse(Star(CocoMasks.MaximumNumbers / 2 + 1)), null)).Message);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_is_annotated_as_stored_is_turned_with_the_image(int orientation)
    {
        // Stored: three columns, four rows; a pixel of the object has a level of its own.
        var stored = new RunLengthMask(3, 4, [1, 2, 2, 3, 4]);
        var drawn = CocoMasks.Read(JsonElement.Parse("[[0, 1, 1, 1, 1, 3, 0, 3], [1, 1, 2, 1, 2, 4, 1, 4]]"), (3, 4));
        var levels = new RgbImage(3, 4);
        for (var y = 0; y < 4; y++)
            for (var x = 0; x < 3; x++) levels[x, y][0] = Holds(stored, x, y) ? (byte)255 : (byte)0;
        var upright = levels.Orient(orientation);
        var image = new GroundTruthImage("a", [new("a", 0, 0, 1, 2, 3) { Mask = stored, ImageSize = (3, 4) },
            new("a", 0, 0, 1, 2, 3) { Mask = drawn }]);

        Assert.Same(image, image.FitTo(3, 4, () => throw new InvalidOperationException("not asked for"), out _));
        Assert.Null(image.FitTo(4, 4, () => orientation, out _));
        Assert.Null(image.FitTo(4, 3, () => 1, out _));
        var boxes = image.FitTo(4, 3, () => orientation, out _)!.Boxes;
        var box = boxes[0];
        Assert.Equal((3, 2), (box.Width, box.Height));
        for (var y = 0; y < 3; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                Assert.All(boxes, one => Assert.Equal(upright[x, y][0] == 255, Holds(one.Mask!, x, y)));
                // The box is that of the object, here as there.
                if (upright[x, y][0] == 255) Assert.True(x >= box.X && x < box.X + 3 && y >= box.Y && y < box.Y + 2);
            }
        }
    }

    [Fact]
    public void A_mask_of_another_size_than_the_image_does_not_fit()
    {
        var image = new GroundTruthImage("a", [new("a", 0, 0, 0, 1, 1) { Mask = new RunLengthMask(100, 100, [10_000]) }]);
        Assert.Null(image.FitTo(320, 240, () => 6, out var misfit));
        Assert.Equal("the ground truth is of an image of 100×100 pixels; this one has 320×240, so its boxes do not fit.",
            misfit);
    }

    [Fact]
    public void No_segmentation_is_no_mask()
    {
        Assert.Null(CocoMasks.Read(JsonElement.Parse("[]"), null));
        Assert.Null(CocoMasks.Read(JsonElement.Parse("null"), null));
    }

    private static bool Holds(GroundTruthMask mask, int x, int y)
    {
        var inside = new bool[1];
        mask.Mark(x, [y], inside);
        return inside[0];
    }

    private static string Draw(GroundTruthMask mask, int width, int height) => string.Join('|', Enumerable.Range(0, height)
        .Select(y => string.Concat(Enumerable.Range(0, width).Select(x => Holds(mask, x, y) ? '#' : '.'))));
}
