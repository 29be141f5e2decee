using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.GroundTruth;

public sealed class GroundTruthSetTests
{
    [Fact]
    public void ReadsColumnsByNameInAnyOrder()
    {
        var truth = Read(
            "split,height,width,y,x,label,classIndex,path\r\n"
            + "dev,4,3,2.5,1,\"a, \"\"b\"\"\nc\",7,some/dir/P.jpg\r\n\r\ntest,1,1,0,-2,,8,q.jpg");
        Assert.Equal(new GroundTruthBox("some/dir/P.jpg", 7, 1, 2.5, 3, 4, "dev") { ClassName = "a, \"b\"\nc" }, truth.Boxes[0]);
        Assert.Equal(new GroundTruthBox("q.jpg", 8, -2, 0, 1, 1, "test"), truth.Boxes[1]);
        Assert.Equal(7, Assert.Single(truth.For(@"C:\elsewhere\p.JPG")).ClassIndex);
        Assert.Empty(truth.For("r.jpg"));
    }

    [Fact]
    public void The_very_same_name_goes_before_one_in_another_case()
    {
        var truth = Read("path,classIndex,x,y,width,height\na.jpg,1,0,0,1,1\nA.JPG,2,0,0,1,1");
        Assert.Equal((1, 2), (truth.For("a.jpg").Single().ClassIndex, truth.For("A.JPG").Single().ClassIndex));
        Assert.Empty(truth.For("A.jpg")); // which one?
    }

    [Fact]
    public void SplitIsOptional() => Assert.Equal("", Read("path,classIndex,x,y,width,height\na,0,0,0,1,1").Boxes.Single().Split);

    [Theory]
    [InlineData("", 1, null)]
    [InlineData("path,classIndex,x,y,width", 1, "height")]
    [InlineData("path,x,y,width,height", 1, "classIndex")]
    [InlineData("path,label,x,y,width,height\na,,0,0,1,1", 2, "label")]
    [InlineData("ImageId,PredictionString\na,n01440764 1 2 3", 2, "PredictionString")]
    [InlineData("ImageId,PredictionString\na,n01440764 1 2 3 ?", 2, "PredictionString")]
    [InlineData("ImageId,PredictionString\na,n01440764 3 2 1 4", 2, "PredictionString")]
    [InlineData("Id,PredictionString\na,n01440764 1 2 3 4", 1, "ImageId")]
    [InlineData("path,classIndex,x,y,width,height,X", 1, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,0,0,1", 2, null)]
    [InlineData("path,classIndex,x,y,width,height\n\na,0,0,0,1,1\na,-1,0,0,1,1", 4, "classIndex")]
    [InlineData("path,classIndex,x,y,width,height\na,0,1e999,0,1,1", 2, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,NaN,0,1,1", 2, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,0,0,-1,1", 2, "width")]
    [InlineData("path,classIndex,x,y,width,height\ndir/,0,0,0,1,1", 2, "path")]
    [InlineData("path,classIndex,x,y,width,height\n\"a\nb\",0,0,0,1,1\nc,0,0,0,1,?", 4, "height")]
    [InlineData("path,classIndex,x,y,width,height\n\"a,0,0,0,1,1", 2, null)]
    [InlineData("path,classIndex,x,y,width,height\n\"a\"b,0,0,0,1,1", 2, null)]
    [InlineData("path,classIndex,x,y,width,height\na\"b,0,0,0,1,1", 2, null)]
    public void FaultsNameFileLineAndColumn(string text, int line, string? column)
    {
        var fault = Assert.Throws<GroundTruthException>(() => Read(text));
        Assert.Equal(("truth.csv", line, column), (fault.File, fault.Line, fault.Column));
        Assert.StartsWith($"truth.csv, line {line}", fault.Message);
    }

    [Fact]
    public void EndlessRecordsAreRefused()
    {
        Assert.Throws<GroundTruthException>(() => Read("\"" + new string('x', 2_000_000)));
        Assert.Throws<GroundTruthException>(() => Read(new string(',', 2_000_000)));
    }

    [Fact]
    public void Classes_may_be_named_and_the_most_certain_column_decides()
    {
        Assert.Equal("sea snake", Read("path,label,x,y,width,height\na,sea snake,0,0,1,1").Boxes.Single().ClassName);
        Assert.Equal("n01751748",
            Read("path,label,wnid,x,y,width,height\na,sea snake,n01751748,0,0,1,1").Boxes.Single().ClassName);
        Assert.Equal(65, Read("path,label,x,y,width,height\na,65,0,0,1,1")
            .WithClasses([.. Enumerable.Range(0, 66).Select(i => $"c{i}")]).Boxes.Single().ClassIndex);
    }

    [Fact]
    public void Solutions_of_ILSVRC_have_both_corners_within_the_box()
    {
        var truth = Read("ImageId,PredictionString\nILSVRC2012_val_00000001,n01751748 111 108 441 193 n01440764 0 0 9 4 \n");
        Assert.Equal(
            [new GroundTruthBox("ILSVRC2012_val_00000001", -1, 111, 108, 331, 86) { ClassName = "n01751748" },
                new("ILSVRC2012_val_00000001", -1, 0, 0, 10, 5) { ClassName = "n01440764" }],
            truth.Boxes);
        Assert.Equal(2, truth.For("/photos/ILSVRC2012_val_00000001.JPEG").Count());
    }

    [Fact]
    public void Folders_tell_images_of_one_name_apart()
    {
        var truth = Read("path,classIndex,x,y,width,height\ncats/1.jpg,0,0,0,1,1\ndogs/1.jpg,1,0,0,1,1\n2.jpeg,2,0,0,1,1");
        Assert.Equal(1, truth.For("/data/Dogs/1.jpg").Single().ClassIndex);
        Assert.Equal(0, truth.For(@"C:\data\cats\1.jpg").Single().ClassIndex);
        Assert.Empty(truth.For("/data/birds/1.jpg"));
        Assert.Equal(2, truth.For("2.JPG").Single().ClassIndex);
        Assert.Empty(truth.For("2.png"));
    }

    [Fact]
    public void Classes_beyond_the_network_are_refused() =>
        Assert.Contains("0 to 2", Assert.Throws<ArgumentException>(() =>
            Read("path,classIndex,x,y,width,height\na,3,0,0,1,1").WithClasses(["a", "b", "c"])).Message);

    private static GroundTruthSet Read(string text) => GroundTruthCsv.Read(new StringReader(text), "truth.csv");
}
