using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class GetClassSaliencyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GetClassSaliencyCommand _command = new() { Network = new NetworkArgument(Samples.Network), Top = 2 };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EmitsOneObjectForEachPictureAndClass()
    {
        var (red, blue) = (Samples.Picture(_folder["red.png"]), Samples.Picture(_folder["blue.png"], 20, 20, 220));
        _command.Run(() => _command.LiteralPath = [red], () => _command.LiteralPath = [blue]);
        Assert.Empty(_command.Errors);
        Assert.Equal([(red, 1, "red"), (red, 2, "plain grey"), (blue, 1, "blue"), (blue, 2, "plain grey")], Results.Select(r => (r.Path, r.Rank, r.Label)));
        Assert.All(Results, r => Assert.Equal((64, 48), (r.Width, r.Height)));
    }

    [Fact]
    public void WritesEachObjectAsSoonAsItExists()
    {
        _command.LiteralPath = [Samples.Picture(_folder["1.png"]), Samples.Picture(_folder["2.png"])];
        _command.Next = _ => throw new OperationCanceledException("The next command has enough.");
        Assert.Throws<OperationCanceledException>(() => _command.Run(() => { }));
        Assert.Single(_command.Output);
        Assert.Empty(_command.Errors);
    }

    [Fact]
    public void OneBadFileDoesNotStopTheRest()
    {
        File.WriteAllText(_folder["text.png"], "no picture");
        var good = Samples.Picture(_folder["good.png"]);
        _command.Run(() => _command.LiteralPath = [_folder["none.png"], _folder.Root, _folder["text.png"], good]);
        Assert.Equal(
            [("PictureNotFound", ErrorCategory.ObjectNotFound, _folder["none.png"]), ("PictureIsFolder", ErrorCategory.InvalidArgument, _folder.Root), ("PictureUnreadable", ErrorCategory.InvalidData, _folder["text.png"])],
            _command.Errors.Select(e => (e.Id, e.Category, e.TargetObject)));
        Assert.Contains("text.png", _command.Errors[2].ErrorDetails!.Message);
        Assert.All(Results, r => Assert.Equal(good, r.Path));
        Assert.Equal(2, Results.Count);
    }

    [Fact]
    public void FoldersThatComeByPipelineOrWildcardArePassedOver()
    {
        Directory.CreateDirectory(_folder["inner.png"]);
        Samples.Picture(_folder["red.png"]);
        _command.SessionState.Path.Location = _folder.Root;
        _command.Run(() => _command.Path = ["*.png"]);
        Assert.Empty(_command.Errors);
        Assert.Equal(2, Results.Count);

        var piped = new GetClassSaliencyCommand { Network = _command.Network };
        piped.MyInvocation.ExpectingInput = true;
        piped.Run(() => piped.LiteralPath = [_folder["inner.png"]]);
        Assert.Empty(piped.Errors);
        Assert.Contains(piped.Verbose, text => text.Contains("inner.png"));
    }

    [Fact]
    public void RelativePathsStartAtTheLocationOfTheSession()
    {
        Samples.Picture(_folder["red.png"]);
        _command.SessionState.Path.Location = _folder.Root;
        _command.Run(() => _command.Path = ["red.png"]);
        Assert.All(Results, r => Assert.Equal(_folder["red.png"], r.Path));
    }

    [Fact]
    public void RefusesPathsOfOtherProviders()
    {
        _command.Run(() => _command.Path = ["Env:PATH"]);
        Assert.Equal("PictureNotFound", Assert.Single(_command.Errors).Id);
    }

    [Fact]
    public void ChosenClassesComeInTheirOwnOrder()
    {
        _command.Class = ["yellow", "0", "*grey"];
        _command.Run(() => _command.LiteralPath = [Samples.Picture(_folder["red.png"])]);
        Assert.Equal(["yellow", "red", "plain grey"], Results.Select(r => r.Label));
    }

    [Theory]
    [InlineData("purple")]
    [InlineData("5")]
    public void AnUnknownClassEndsThePipeline(string name)
    {
        _command.Class = [name];
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal(("ClassNotFound", ErrorCategory.ObjectNotFound), (error.Id, error.Category));
    }

    [Fact]
    public void APictureAboveTheLimitIsRefused()
    {
        _command.MaximumPixels = 64 * 48 - 1;
        _command.Run(() => _command.LiteralPath = [Samples.Picture(_folder["red.png"])]);
        Assert.Equal("PictureUnreadable", Assert.Single(_command.Errors).Id);
        Assert.Empty(Results);
    }

    [Fact]
    public void AStoppedPipelineEndsWithoutAnError()
    {
        _command.LiteralPath = [Samples.Picture(_folder["1.png"]), Samples.Picture(_folder["2.png"])];
        _command.Next = _ => _command.Stop();
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => { }));
        Assert.Empty(_command.Errors);
        Assert.InRange(Results.Count, 1, 2);
    }

    [Fact]
    public void ProgressShowsAfterASecondAndGoesAway()
    {
        _command.LiteralPath = [Samples.Picture(_folder["1.png"]), Samples.Picture(_folder["2.png"])];
        _command.Next = _ => Thread.Sleep(600);
        _command.Run(() => { });
        Assert.Equal([(50, ProgressRecordType.Processing), (0, ProgressRecordType.Completed)], _command.Progress.Select(p => (p.PercentComplete, p.RecordType)));
    }

    private List<ClassSaliency> Results => [.. _command.Output.Cast<ClassSaliency>()];
}
