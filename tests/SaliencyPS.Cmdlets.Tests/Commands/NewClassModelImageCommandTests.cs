using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class NewClassModelImageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly NewClassModelImageCommand _command = new() { Network = new NetworkArgument(Samples.Network), Iteration = 3 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EmitsOneImageForEachClass()
    {
        _command.Run(() => _command.Class = ["red", "*e*"], () => _command.Class = ["purple"], () => _command.Class = ["3"]);
        Assert.Equal(["red", "green", "blue", "yellow", "plain grey", "yellow"], Results.Select(r => r.Label));
        Assert.All(Results, r => Assert.Equal((32, 32, 4), (r.Width, r.Height, r.ScoreHistory.Count)));
        Assert.Equal(("ClassNotFound", "purple"), Assert.Single(_command.Errors.Select(e => (e.Id, e.TargetObject))));
    }

    [Fact]
    public void WritesTheImage()
    {
        _command.SessionState.Path.Location = _folder.Root;
        _command.OutFile = "red.png";
        _command.Run(() => _command.Class = ["red"]);
        Assert.Empty(_command.Errors);
        Assert.Equal(["red.png"], _folder.Files);
        Assert.Equal(Assert.Single(Results).Image.Pixels, ImageDecoder.Read(_folder["red.png"]).Pixels);
    }

    [Fact]
    public void WhatIfWritesAndEmitsNothing()
    {
        (_command.WhatIf, _command.OutFile) = (true, _folder["red.png"]);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal(_folder["red.png"], Assert.Single(_command.Actions).Target);
        Assert.Empty(_command.Output);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void EachClassNeedsAFileOfItsOwn()
    {
        _command.OutFile = _folder["one.png"];
        _command.Run(() => _command.Class = ["red", "green"]);
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("OutFileExists", ErrorCategory.ResourceExists, _folder["one.png"]), (error.Id, error.Category, error.TargetObject));
        Assert.Equal("red", Assert.Single(Results).Label);
    }

    [Fact]
    public void NoClobberKeepsAFile()
    {
        File.WriteAllText(_folder["red.png"], "mine");
        (_command.NoClobber, _command.OutFile) = (true, _folder["red.png"]);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal("OutFileExists", Assert.Single(_command.Errors).Id);
        Assert.Equal("mine", File.ReadAllText(_folder["red.png"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ForceReplacesAReadOnlyFile(bool force)
    {
        File.WriteAllText(_folder["red.png"], "mine");
        File.SetAttributes(_folder["red.png"], FileAttributes.ReadOnly);
        (_command.Force, _command.OutFile) = (force, _folder["red.png"]);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal(force ? 0 : 1, _command.Errors.Count);
        Assert.Equal(force, File.ReadAllText(_folder["red.png"]) != "mine");
        File.SetAttributes(_folder["red.png"], FileAttributes.Normal);
    }

    [Fact]
    public void AFolderThatDoesNotExistIsAnError()
    {
        _command.OutFile = _folder["none/red.png"];
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal(("OutFileUnwritable", ErrorCategory.WriteError), Assert.Single(_command.Errors.Select(e => (e.Id, e.Category))));
        Assert.Empty(_folder.Files);
        Assert.Empty(_command.Output);
    }

    [Fact]
    public void AStopInTheMiddleOfAnAscentEndsItAndLeavesNoFile()
    {
        (_command.Iteration, _command.OutFile) = (10_000_000, _folder["red.png"]);
        _command.ProgressShown = _ => Task.Run(_command.Stop);
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => _command.Class = ["red"]));
        Assert.Contains("score", _command.Progress[0].Text.Status);
        Assert.Empty(_command.Errors);
        Assert.Empty(_command.Output);
        Assert.Empty(_folder.Files);
    }

    private List<ClassModelImage> Results => [.. _command.Output.Cast<ClassModelImage>()];
}
