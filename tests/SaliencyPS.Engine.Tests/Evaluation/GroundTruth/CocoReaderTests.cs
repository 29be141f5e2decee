using System.Text;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.GroundTruth;

public sealed class CocoReaderTests
{
    private const string Good = """
        {"images": [{"id": 7, "file_name": "a.jpg"}, {"id": 8, "file_name": "empty.jpg"}],
         "categories": [{"id": 30, "name": "Cat"}, {"id": 31, "name": "unicorn"}],
         "annotations": [
           {"image_id": 7, "category_id": 30, "bbox": [1, 2.5, 3, 4], "iscrowd": 0},
           {"image_id": 7, "category_id": 31, "bbox": [1, 2, 3, 4], "iscrowd": 1}]}
        """;

    [Fact]
    public void Boxes_have_the_name_of_the_category_and_crowds_are_left_out()
    {
        var truth = Read(Good);
        Assert.Equal([new GroundTruthBox("a.jpg", -1, 1, 2.5, 3, 4) { ClassName = "Cat" }], truth.Boxes);
        Assert.Equal(["a.jpg", "empty.jpg"], truth.Images.Select(image => image.Path));
        Assert.Empty(truth.For("empty.jpg"));
        Assert.Equal(1, truth.WithClasses(["dog", "cat"]).Boxes.Single().ClassIndex);
        Assert.Equal(-1, truth.WithClasses(["dog", "bird"]).Boxes.Single().ClassIndex);
    }

    [Theory]
    [InlineData("\"images\"", "\"photos\"", "images")]
    [InlineData("\"id\": 8", "\"id\": 7", "images[1].id")]
    [InlineData("\"a.jpg\"", "3", "images[0].file_name")]
    [InlineData("\"a.jpg\"", "\"\\ud800\"", "file_name or name")]
    [InlineData("\"image_id\": 7", "\"image_id\": 9", "annotations[0].image_id")]
    [InlineData("\"image_id\": 7", "\"image_id\": 7.5", "annotations[0].image_id")]
    [InlineData("\"image_id\": 7", "\"image\": 7", "annotations[0].image_id")]
    [InlineData("\"category_id\": 30", "\"category_id\": 32", "annotations[0].category_id")]
    [InlineData("\"iscrowd\": 0", "\"segmentation\": 3", "annotations[0].segmentation")]
    [InlineData("[1, 2.5, 3, 4]", "[1, 2.5, 3]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[1, 2.5, 3, 0]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[1e999, 2.5, 3, 4]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[\"1\", 2.5, 3, 4]", "annotations[0].bbox")]
    public void Faults_name_file_and_field(string old, string changed, string field)
    {
        var fault = Assert.Throws<GroundTruthException>(() => Read(Good.Replace(old, changed)));
        Assert.Equal(("t.json", field), (fault.File, fault.Column));
        Assert.StartsWith($"t.json, {field}: ", fault.Message);
    }

    [Fact]
    public void Broken_JSON_names_the_line() => Assert.Equal(2, Assert.Throws<GroundTruthException>(() => Read("{\n]")).Line);

    private static GroundTruthSet Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return new CocoReader("t.json").Read(stream);
    }
}
