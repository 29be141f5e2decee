using System.Management.Automation;
using SaliencyPS.ClassModels;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging.Codecs;
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
        Assert.Empty(_command.Emitted);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void EachClassNeedsAFileOfItsOwn()
    {
        _command.OutFile = _folder["one.png"];
        _command.Run(() => _command.Class = ["red", "green"]);
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("OutFileExists", ErrorCategory.ResourceExists, _folder["one.png"]),
            (error.Id, error.Category, error.TargetObject));
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
        Assert.Equal(("OutFileUnwritable", ErrorCategory.WriteError),
            Assert.Single(_command.Errors.Select(e => (e.Id, e.Category))));
        Assert.Empty(_folder.Files);
        Assert.Empty(_command.Emitted);
    }

    [Fact]
    public void AStopInTheMiddleOfAnAscentEndsItAndLeavesNoFile()
    {
        (_command.Iteration, _command.OutFile) = (10_000_000, _folder["red.png"]);
        _command.ProgressShown = _ => Task.Run(_command.Stop);
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => _command.Class = ["red"]));
        Assert.Contains("score", _command.Progress[0].Text.Status);
        Assert.Empty(_command.Errors);
        Assert.Empty(_command.Emitted);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void AParameterReplacesWhatThePresetSays()
    {
        (_command.Preset, _command.Jitter, _command.Seed) = (new PresetArgument("NATURAL"), 0, 5);
        _command.Run(() => _command.Class = ["red"]);
        var options = ClassModelPreset.Natural.Options with { Iterations = 3, Jitter = 0, Seed = 5 };
        Assert.Equal(ClassModelSynthesizer.Create(Samples.Network, 0, options).Image.Pixels, Assert.Single(Results).Image.Pixels);
        Assert.Throws<ArgumentException>(() => new PresetArgument("oil"));
    }

    [Fact]
    public void MakesImagesOfChannels()
    {
        var layer = Samples.Network.Layers[0];
        (_command.Layer, _command.Position) = (layer.Name, [0, 0]);
        _command.Run(() => _command.Channel = [1, 0], () => _command.Channel = [layer.Channels]);
        Assert.Equal([(1, $"{layer.Name} channel 1 at 0,0"), (0, $"{layer.Name} channel 0 at 0,0")],
            Results.Select(r => (r.ClassIndex, r.Label)));
        Assert.Equal(("NeuronNotFound", ErrorCategory.ObjectNotFound),
            Assert.Single(_command.Errors.Select(e => (e.Id, e.Category))));
    }

    [Fact]
    public void WritesFramesAndASheet()
    {
        (_command.OutFile, _command.SheetFile, _command.FrameInterval) = (_folder["red.png"], _folder["sheet.jpg"], 2);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Empty(_command.Errors);
        Assert.Equal(["red.apng", "red.png", "sheet.jpg"], _folder.Files.Order());
        Assert.Equal(3, Assert.Single(Results).Frames.Count);
        Assert.Equal(Results[0].Image.Pixels, ImageDecoder.Read(_folder["red.apng"]).Pixels);
    }

    [Fact]
    public void WritesFramesOneByOne()
    {
        (_command.OutFile, _command.FrameFormat, _command.FrameInterval) = (_folder["red.png"], ClassModelFrames.Png, 3);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal(["red.0000.png", "red.0001.png", "red.png"], _folder.Files.Order());
    }

    [Fact]
    public void NoClobberKeepsFramesAndSheets()
    {
        File.WriteAllText(_folder["red.apng"], "mine");
        File.WriteAllText(_folder["sheet.png"], "mine");
        (_command.OutFile, _command.SheetFile, _command.FrameInterval, _command.NoClobber) =
            (_folder["red.png"], _folder["sheet.png"], 1, true);
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal((_folder["red.apng"], "OutFileExists"), Assert.Single(_command.Errors.Select(e => (e.TargetObject, e.Id))));
        Assert.Equal(["red.apng", "sheet.png"], _folder.Files.Order());
    }

    [Fact]
    public void ASheetIsAPngOrAJpeg()
    {
        _command.SheetFile = _folder["sheet.tiff"];
        _command.Run(() => _command.Class = ["red"]);
        Assert.Equal("OutFileInvalid", Assert.Single(_command.Errors).Id);
        Assert.Single(Results);
    }

    private List<ClassModelImage> Results => [.. _command.Emitted.Cast<ClassModelImage>()];
}
