using System.Diagnostics;
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
    [InlineData("\"iscrowd\": 0", "\"iscrowd\": [0]", "annotations[0].iscrowd")]
    [InlineData("\"image_id\": 7,", "\"image_id\": 7, \"id\": 5,", "annotations[1].id")]
    [InlineData("\"file_name\": \"a.jpg\"", "\"file_name\": \"a.jpg\", \"width\": 100000000, \"height\": 100", "images[0]")]
    [InlineData("[1, 2.5, 3, 4]", "[1, 2.5, 3]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[1, 2.5, 3, -4]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[1e999, 2.5, 3, 4]", "annotations[0].bbox")]
    [InlineData("[1, 2.5, 3, 4]", "[\"1\", 2.5, 3, 4]", "annotations[0].bbox")]
    public void Faults_name_file_and_field(string old, string changed, string field)
    {
        var fault = Assert.Throws<GroundTruthException>(() => Read(Good.Replace(old, changed)));
        Assert.Equal(("t.json", field), (fault.File, fault.Column));
        Assert.StartsWith($"t.json, {field}: ", fault.Message);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("true", true)]
    [InlineData("\"1\"", true)]
    [InlineData("0.0", false)]
    [InlineData("false", false)]
    [InlineData("null", false)]
    [InlineData("\"0\"", false)]
    public void A_crowd_is_one_in_any_form(string value, bool crowd) =>
        Assert.Equal(crowd ? 0 : 1, Read(Good.Replace("\"iscrowd\": 0", $"\"iscrowd\": {value}")).Boxes.Count);

    [Theory]
    [InlineData("[1, 2.5, 3, 0]")]
    [InlineData("[1, 2.5, 0, 4]")]
    public void A_box_with_nothing_in_it_is_left_out_and_counted(string box)
    {
        var truth = Read(Good.Replace("[1, 2.5, 3, 4]", box));
        Assert.Empty(truth.Boxes);
        Assert.Equal("a.jpg", Assert.Single(truth.EmptyBoxes).Path);
        Assert.Equal(["a.jpg", "empty.jpg"], truth.Images.Select(image => image.Path).Order());
        Assert.Single(truth.WithClasses(["cat", "unicorn"]).EmptyBoxes);
        Assert.Single(truth.InSplit("").EmptyBoxes);
    }

    [Fact]
    public void Polygons_need_no_size_of_the_image_and_take_none_that_is_zero()
    {
        const string polygon = "\"segmentation\": [[0, 0, 2, 0, 2, 2]]";
        Assert.Null(Read(Good.Replace("\"iscrowd\": 0", polygon)).Boxes[0].Mask!.Size);
        var zero = Good.Replace("\"a.jpg\"", "\"a.jpg\", \"width\": 0, \"height\": 0").Replace("\"iscrowd\": 0", polygon);
        Assert.Equal((null, null), (Read(zero).Boxes[0].ImageSize, Read(zero).Boxes[0].Mask!.Size));
        var known = zero.Replace("\"width\": 0", "\"width\": 9").Replace("\"height\": 0", "\"height\": 8");
        Assert.Equal(((9, 8), (9, 8)), (Read(known).Boxes[0].ImageSize, Read(known).Boxes[0].Mask!.Size));
    }

    [Fact]
    public void Many_ids_of_one_hash_code_take_no_longer_than_others()
    {
        // Both halves of the number alike: the hash code of every such number is 0.
        var ids = Enumerable.Range(1, 60_000).Select(i => (long)i << 32 | (long)i);
        var text = string.Join(", ", ids.Select(id => $$"""{"id": {{id}}, "file_name": "{{id}}"}"""));
        var watch = Stopwatch.StartNew();
        Assert.Equal(60_000, Read($$"""{"images": [{{text}}], "categories": [], "annotations": []}""").Images.Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 4); // 1.8 billion comparisons otherwise, each in another place of memory
    }

    [Fact]
    public void Numbers_that_JSON_has_not_are_told_in_words()
    {
        foreach (var number in (string[])["NaN", "Infinity", "-Infinity", "[1, 2,]", "01"])
        {
            var message = Assert.Throws<GroundTruthException>(() => Read($"{{\n\"images\": {number}}}")).Message;
            Assert.Contains(", line 2: it is not valid JSON: ", message);
            if (number.EndsWith('y') || number == "NaN")
                Assert.Contains("JSON has no NaN and no Infinity. (Line 2, byte ", message);
            Assert.DoesNotContain("LineNumber", message);
            Assert.DoesNotContain("reader options", message);
        }
    }

    [Fact]
    public void Broken_JSON_names_the_line() => Assert.Equal(2, Assert.Throws<GroundTruthException>(() => Read("{\n]")).Line);

    private static GroundTruthSet Read(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return new CocoReader("t.json").Read(stream);
    }
}
