using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class ExportSaliencyReportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ExportSaliencyReportCommand _command;

    public ExportSaliencyReportCommandTests() => _command = new() { LiteralPath = _folder["report.html"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WritesARowForEachResultAndEmitsNothing()
    {
        var maps = Saliency("red", "yellow");
        _command.Run(() => _command.InputObject = [new(maps[0])], () => _command.InputObject = [new(maps[1]), new(Box(maps[1]))]);
        Assert.Empty(_command.Errors);
        Assert.Empty(_command.Emitted);
        Assert.Equal(["image.png", "report.html"], _folder.Files);
        Assert.Equal(2, Rows);
        Assert.Contains("20,12 20×20", Report);
    }

    [Fact]
    public void AMapWithItsBoxIsOneRowAndOthersAreTheirOwn()
    {
        var maps = Saliency("red", "yellow");
        var (red, yellow) = (Box(maps[0]), Box(maps[1]));
        object[] order = [maps[0], red, maps[1], red, yellow, maps[0], maps[1], yellow, maps[1]];
        _command.Run(() => _command.InputObject = [
            .. order.Select(one => one is ClassSaliency map ? new ReportRow(map) : new ReportRow((ObjectBox)one))]);
        Assert.Equal(7, Rows);
    }

    [Fact]
    public void AMapWithAllItsObjectsIsOneRow()
    {
        var map = Samples.Saliency(Samples.Squares(_folder["squares.png"]));
        var find = new FindObjectBoxCommand { AllInstances = true, MinimumArea = 0 };
        find.Run(() => find.InputObject = [map]);
        ObjectBox[] boxes = [.. find.Emitted.Cast<ObjectBox>()];
        Assert.Equal(3, boxes.Length);
        // With the map, without, without the last, and a box of another map after that.
        _command.Run(() => _command.InputObject =
            [new(map), .. boxes.Select(box => new ReportRow(box)), .. boxes.Select(box => new ReportRow(box)), new(boxes[0]),
                new(boxes[1]), new(Box(Saliency("red")[0]))]);
        Assert.Equal(4, Rows);
        Assert.Equal(3, Report.Split("60,10 28×28").Length - 1);
        Assert.Equal(2, Report.Split("2,30 8×8").Length - 1);
    }

    [Fact]
    public void AnImageThatIsGoneIsOneErrorAndItsRowsStay()
    {
        var boxes = Saliency("red", "yellow").ConvertAll(Box);
        File.Delete(_folder["image.png"]);
        _command.Run(() => _command.InputObject = [new(boxes[0])], () => _command.InputObject = [new(boxes[1])]);
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("PictureUnreadable", ErrorCategory.ObjectNotFound, boxes[0].Path),
            (error.Id, error.Category, error.TargetObject));
        Assert.Equal(2, Rows);
        Assert.Contains("no image", Report);
    }

    [Fact]
    public void AnImageOfAnotherSizeIsNotDrawnOn()
    {
        var box = Box(Saliency("red")[0]);
        File.WriteAllBytes(box.Path, ImageEncoder.Encode(new(9, 9), ImageFormat.Png));
        _command.Run(() => _command.InputObject = [new(box)]);
        Assert.Equal(("PictureUnreadable", ErrorCategory.InvalidData),
            Assert.Single(_command.Errors.Select(e => (e.Id, e.Category))));
    }

    [Fact]
    public void NothingToReportIsAReportOfNothing()
    {
        (_command.PassThru, _command.Title) = (true, "Nothing");
        _command.Run();
        Assert.Equal(_folder["report.html"],
            Assert.IsType<FileInfo>(Assert.IsType<PSObject>(Assert.Single(_command.Emitted)).BaseObject).FullName);
        Assert.Contains("<title>Nothing</title>", Report);
        Assert.Equal(0, Rows);
    }

    [Fact]
    public void WhatIfWritesAndEmitsNothing()
    {
        (_command.WhatIf, _command.PassThru) = (true, true);
        var maps = Saliency("red");
        _command.Run(() => _command.InputObject = [new(maps[0])]);
        Assert.Equal(_folder["report.html"], Assert.Single(_command.Actions).Target);
        Assert.Empty(_command.Emitted);
        Assert.Equal(["image.png"], _folder.Files);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void AFileThatMayNotBeReplacedEndsThePipeline(bool noClobber, bool readOnly)
    {
        File.WriteAllText(_folder["report.html"], "mine");
        if (readOnly) File.SetAttributes(_folder["report.html"], FileAttributes.ReadOnly);
        _command.NoClobber = noClobber;
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal(("OutFileExists", ErrorCategory.ResourceExists, _folder["report.html"]),
            (error.Id, error.Category, error.TargetObject));
        Assert.Equal("mine", Report);
        File.SetAttributes(_folder["report.html"], FileAttributes.Normal);
    }

    [Fact]
    public void AFolderThatDoesNotExistEndsThePipeline()
    {
        _command.LiteralPath = _folder["none/report.html"];
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal(("OutFileUnwritable", ErrorCategory.WriteError), (error.Id, error.Category));
    }

    [Fact]
    public void WildcardsStandForOneFileThatIsThere()
    {
        (_command.LiteralPath, _command.Path) = (null, "*.html");
        _command.SessionState.Path.Location = _folder.Root;
        Assert.Equal("OutFileInvalid", Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error.Id);
        File.WriteAllText(_folder["report.html"], "before");
        _command.Run();
        Assert.StartsWith("<!DOCTYPE html>", Report);
    }

    [Fact]
    public void AStopLeavesNothing()
    {
        var maps = Saliency("red", "yellow");
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => _command.InputObject = [new(maps[0])], () =>
        {
            _command.InputObject = [new(maps[1])];
            _command.Stop();
        }));
        Assert.Empty(_command.Errors);
        Assert.Equal(["image.png"], _folder.Files);
    }

    private string Report => File.ReadAllText(_folder["report.html"]);

    private int Rows => Report.Split("<tr>").Length - 2;

    private List<ClassSaliency> Saliency(params string[] classes)
    {
        var command = new GetClassSaliencyCommand { Network = new NetworkArgument(Samples.Network), Class = classes };
        command.Run(() => command.LiteralPath = [Samples.Image(_folder["image.png"])]);
        return [.. command.Emitted.Cast<ClassSaliency>()];
    }

    private static ObjectBox Box(ClassSaliency map)
    {
        var command = new FindObjectBoxCommand();
        command.Run(() => command.InputObject = [map]);
        return (ObjectBox)command.Emitted.Single()!;
    }
}
