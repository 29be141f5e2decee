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
    public void EmitsOneObjectForEachImageAndClass()
    {
        var (red, blue) = (Samples.Image(_folder["red.png"]), Samples.Image(_folder["blue.png"], 20, 20, 220));
        _command.Run(() => _command.LiteralPath = [red], () => _command.LiteralPath = [blue]);
        Assert.Empty(_command.Errors);
        Assert.Equal([(red, 1, "red"), (red, 2, "plain grey"), (blue, 1, "blue"), (blue, 2, "plain grey")],
            Results.Select(r => (r.Path, r.Rank, r.Label)));
        Assert.All(Results, r => Assert.Equal((64, 48), (r.Width, r.Height)));
    }

    [Fact]
    public void WritesEachObjectAsSoonAsItExists()
    {
        _command.LiteralPath = [Samples.Image(_folder["1.png"]), Samples.Image(_folder["2.png"])];
        _command.Next = _ => throw new OperationCanceledException("The next command has enough.");
        Assert.Throws<OperationCanceledException>(() => _command.Run(() => { }));
        Assert.Single(_command.Emitted);
        Assert.Empty(_command.Errors);
    }

    [Fact]
    public void OneBadFileDoesNotStopTheRest()
    {
        File.WriteAllText(_folder["text.png"], "no image");
        var good = Samples.Image(_folder["good.png"]);
        _command.Run(() => _command.LiteralPath = [_folder["none.png"], _folder.Root, _folder["text.png"], good]);
        Assert.Equal(
            [("PictureNotFound", ErrorCategory.ObjectNotFound, _folder["none.png"]),
                ("PictureIsFolder", ErrorCategory.InvalidArgument, _folder.Root),
                ("PictureUnreadable", ErrorCategory.InvalidData, _folder["text.png"])],
            _command.Errors.Select(e => (e.Id, e.Category, e.TargetObject)));
        Assert.Contains("text.png", _command.Errors[2].ErrorDetails!.Message);
        Assert.All(Results, r => Assert.Equal(good, r.Path));
        Assert.Equal(2, Results.Count);
    }

    [Fact]
    public void FoldersThatComeByPipelineOrWildcardArePassedOver()
    {
        Directory.CreateDirectory(_folder["inner.png"]);
        Samples.Image(_folder["red.png"]);
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
    public void RecurseTakesTheImagesInFoldersByName()
    {
        Directory.CreateDirectory(_folder["a/inner"]);
        string[] images = [Samples.Image(_folder["a/c.png"]), Samples.Image(_folder["a/z.PNG"]),
            Samples.Image(_folder["a/inner/b.png"])];
        File.WriteAllText(_folder["a/notes.txt"], "no image");
        _command.Recurse = true;
        _command.Run(() => _command.LiteralPath = [_folder["a"]]);
        Assert.Empty(_command.Errors);
        Assert.Equal(images, Results.Select(r => r.Path).Distinct());
    }

    [Fact]
    public void InputsThatComeFastAreWorkedOnAheadAndComeOutInTheirOrder()
    {
        string[] inputs = [.. Enumerable.Range(0, 30).Select(i => i % 7 == 3 ? _folder[$"none{i}.png"]
            : i % 7 == 5 ? Text(_folder[$"text{i}.png"]) : Samples.Image(_folder[$"{i}.png"], (byte)(8 * i)))];
        var (order, ahead) = (new List<string>(), 0);
        _command.Next = result => Note(((ClassSaliency)result!).Path);
        _command.Run([.. inputs.Select<string, Action>((input, i) => () =>
        {
            ahead = Math.Max(ahead, i - Results.DistinctBy(r => r.Path).Count() - _command.Errors.Count);
            _command.LiteralPath = [input];
        })]);
        Note("");
        Assert.Equal(inputs.Append(""), order);
        Assert.InRange(ahead, 1, 2 * Environment.ProcessorCount);

        // Each image once, and the errors where they came.
        void Note(string path)
        {
            while (order.Count(p => !char.IsAsciiDigit(Path.GetFileName(p)[0])) < _command.Errors.Count)
                order.Add((string)_command.Errors[order.Count(p => !char.IsAsciiDigit(Path.GetFileName(p)[0]))].TargetObject!);
            if (order.LastOrDefault() != path) order.Add(path);
        }

        static string Text(string path)
        {
            File.WriteAllText(path, "no image");
            return path;
        }
    }

    [Fact]
    public void InputsThatComeSlowlyAreFinishedBeforeTheNextOneIsAskedFor()
    {
        var image = Samples.Image(_folder["red.png"]);
        var seen = new List<int>();
        _command.Run([.. Enumerable.Range(0, 4).Select<int, Action>(_ => () =>
        {
            seen.Add(Results.Count);
            Thread.Sleep(500); // much longer than the work takes
            _command.LiteralPath = [image];
        })]);
        Assert.Equal([0, 2, 4, 6], seen);
    }

    [Fact]
    public void ThreadsAndMemoryChangeNothing()
    {
        string[] files = [.. Enumerable.Range(0, 9)
            .Select(i => Samples.Image(_folder[$"{i}.png"], (byte)(25 * i), 20, (byte)(255 - 25 * i)))];
        var expected = Run(1, null);
        Assert.Equal(18, expected.Length);
        Assert.Equal(expected, Run(4, null));
        Assert.Equal(expected, Run(2, 1L << 40));

        (string, double, string)[] Run(int threads, long? memory)
        {
            var command = new GetClassSaliencyCommand
            {
                Network = _command.Network, Top = 2, ThrottleLimit = threads, MemoryLimit = memory
            };
            command.Run(() => command.LiteralPath = files);
            return [.. command.Emitted.Cast<ClassSaliency>().Select(r =>
                (r.Path, r.Score, Convert.ToHexString(System.Runtime.InteropServices.MemoryMarshal.AsBytes(r.Map.Grid))))];
        }
    }

    [Fact]
    public void TooLittleMemoryEndsThePipeline()
    {
        _command.MemoryLimit = 1 << 20;
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal("MemoryLimitTooLow", error.Id);
        Assert.Contains("the limit is 1 MB", error.Exception.Message);
    }

    [Fact]
    public void RelativePathsStartAtTheLocationOfTheSession()
    {
        Samples.Image(_folder["red.png"]);
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
        _command.Run(() => _command.LiteralPath = [Samples.Image(_folder["red.png"])]);
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
    public void AnImageAboveTheLimitIsRefused()
    {
        _command.MaximumPixels = 64 * 48 - 1;
        _command.Run(() => _command.LiteralPath = [Samples.Image(_folder["red.png"])]);
        Assert.Equal("PictureUnreadable", Assert.Single(_command.Errors).Id);
        Assert.Empty(Results);
    }

    [Fact]
    public void AStoppedPipelineEndsWithoutAnError()
    {
        _command.LiteralPath = [Samples.Image(_folder["1.png"]), Samples.Image(_folder["2.png"])];
        _command.Next = _ => _command.Stop();
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => { }));
        Assert.Empty(_command.Errors);
        Assert.InRange(Results.Count, 1, 2);
    }

    [Fact]
    public void ProgressShowsAfterASecondAndGoesAway()
    {
        _command.LiteralPath = [Samples.Image(_folder["1.png"]), Samples.Image(_folder["2.png"])];
        _command.Next = _ => Thread.Sleep(600);
        _command.Run(() => { });
        Assert.Equal([(50, ProgressRecordType.Processing), (0, ProgressRecordType.Completed)],
            _command.Progress.Select(p => (p.PercentComplete, p.RecordType)));
    }

    private List<ClassSaliency> Results => [.. _command.Emitted.Cast<ClassSaliency>()];
}
