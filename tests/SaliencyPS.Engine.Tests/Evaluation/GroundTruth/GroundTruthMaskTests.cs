using System.Text.Json;
using SaliencyPS.Evaluation.GroundTruth;
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
        Assert.Equal("...|##.|##.|.#.", string.Join('|',
            Enumerable.Range(0, 4).Select(y => string.Concat(Enumerable.Range(0, 3).Select(x => mask[x, y] ? '#' : '.')))));
    }

    [Fact]
    public void Polygons_hold_the_centres_within()
    {
        var mask = CocoMasks.Read(JsonElement.Parse("[[-5, -5, 40, -5, -5, 40]]"), (50, 30))!;
        for (var y = 0; y < 30; y++)
            for (var x = 0; x < 50; x++) Assert.Equal(x + 0.5 + y + 0.5 < 35, mask[x, y]);
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
    public void No_segmentation_is_no_mask()
    {
        Assert.Null(CocoMasks.Read(JsonElement.Parse("[]"), null));
        Assert.Null(CocoMasks.Read(JsonElement.Parse("null"), null));
    }
}
