using SaliencyPS.Evaluation;
using Xunit;

namespace SaliencyPS.Tests.Evaluation;

public sealed class GroundTruthTests
{
    [Fact]
    public void ReadsColumnsByNameInAnyOrder()
    {
        var truth = Read("split,height,width,y,x,label,classIndex,path\r\ndev,4,3,2.5,1,\"a, \"\"b\"\"\nc\",7,some/dir/P.jpg\r\n\r\ntest,1,1,0,-2,,8,q.jpg");
        Assert.Equal(new GroundTruthBox("some/dir/P.jpg", 7, 1, 2.5, 3, 4, "dev"), truth.Boxes[0]);
        Assert.Equal(new GroundTruthBox("q.jpg", 8, -2, 0, 1, 1, "test"), truth.Boxes[1]);
        Assert.Equal(7, Assert.Single(truth.For(@"C:\elsewhere\p.JPG")).ClassIndex);
        Assert.Empty(truth.For("r.jpg"));
    }

    [Fact]
    public void SplitIsOptional() => Assert.Equal("", Read("path,classIndex,x,y,width,height\na,0,0,0,1,1").Boxes.Single().Split);

    [Theory]
    [InlineData("", 1, null)]
    [InlineData("path,classIndex,x,y,width", 1, "height")]
    [InlineData("path,classIndex,x,y,width,height,X", 1, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,0,0,1", 2, null)]
    [InlineData("path,classIndex,x,y,width,height\n\na,0,0,0,1,1\na,-1,0,0,1,1", 4, "classIndex")]
    [InlineData("path,classIndex,x,y,width,height\na,0,1e999,0,1,1", 2, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,NaN,0,1,1", 2, "x")]
    [InlineData("path,classIndex,x,y,width,height\na,0,0,0,0,1", 2, "width")]
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

    private static GroundTruth Read(string text) => GroundTruth.Read(new StringReader(text), "truth.csv");
}
