using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Commands;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class FindObjectBoxCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FindObjectBoxCommand _command = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FindsTheSquare()
    {
        var saliency = Assert.Single(Saliency("red"));
        _command.Run(() => _command.InputObject = [saliency]);
        var box = Assert.IsType<ObjectBox>(Assert.Single(_command.Emitted));
        Assert.Equal((20, 12, 20, 20), (box.X, box.Y, box.Width, box.Height));
        Assert.Equal((saliency.Path, 1, 0, "red", "colors", SaliencyView.Whole),
            (box.Path, box.Rank, box.ClassIndex, box.Label, box.Network, box.View));
    }

    [Theory]
    [InlineData(1), InlineData(3)]
    public void AllObjectsOfAMapComeTogether(int threads)
    {
        var squares = Samples.Saliency(Samples.Squares(_folder["squares.png"]));
        (_command.AllInstances, _command.MinimumArea, _command.ThrottleLimit) = (true, 0, threads);
        _command.Run(() => _command.InputObject = [squares, .. Saliency("red")], () => _command.InputObject = [squares]);
        var boxes = _command.Emitted.Cast<ObjectBox>().ToArray();
        Assert.Equal([1, 2, 3, 1, 1, 2, 3], boxes.Select(box => box.Instance));
        Assert.Equal([3, 3, 3, 1, 3, 3, 3], boxes.Select(box => box.InstanceCount));
        Assert.Equal([(60, 10, 28, 28), (20, 12, 20, 20), (2, 30, 8, 8), (20, 12, 20, 20)],
            boxes[..4].Select(box => (box.X, box.Y, box.Width, box.Height)));
        Assert.All(boxes, box => Assert.InRange(box.SaliencyShare, 0.01, 1));

        // The first is what is found without the switch, and small ones can be left out.
        var alone = new FindObjectBoxCommand { MinimumArea = 0 };
        alone.Run(() => alone.InputObject = [squares]);
        var first = Assert.IsType<ObjectBox>(Assert.Single(alone.Emitted));
        Assert.Equal((boxes[0].X, boxes[0].Area, boxes[0].SaliencyShare, 1, 1),
            (first.X, first.Area, first.SaliencyShare, first.Instance, first.InstanceCount));
        Assert.Equal(boxes[0].Mask!.Bits, first.Mask!.Bits);
        var large = new FindObjectBoxCommand { AllInstances = true, MinimumArea = 0.5 };
        large.Run(() => large.InputObject = [squares]);
        Assert.Equal([2, 2], large.Emitted.Cast<ObjectBox>().Select(box => box.InstanceCount));
    }

    [Fact]
    public void AMapWithoutAnObjectDoesNotStopTheRest()
    {
        var maps = Saliency("plain grey", "red");
        _command.Run(() => _command.InputObject = [maps[0]], () => _command.InputObject = [maps[1]]);
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("LocalizationFailed", ErrorCategory.InvalidData), (error.Id, error.Category));
        Assert.Same(maps[0], error.TargetObject);
        Assert.Equal("red", Assert.IsType<ObjectBox>(Assert.Single(_command.Emitted)).Label);
    }

    [Fact]
    public void AnImageThatIsGoneIsAnErrorOfItsOwn()
    {
        var map = new ClassSaliency
        {
            Path = _folder["gone.png"], Rank = 1, ClassIndex = 0, Label = "red", Score = 1, Probability = 1,
            Bias = 0, View = SaliencyView.Whole, Network = "colors", Map = new SaliencyMap([0, 1, 2, 3], 2, 2, 2, 2),
        };
        _command.Run(() => _command.InputObject = [map]);
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("PictureUnreadable", ErrorCategory.ObjectNotFound, map.Path),
            (error.Id, error.Category, error.TargetObject));
    }

    [Fact]
    public void OptionsThatDoNotGoTogetherEndThePipeline()
    {
        (_command.ForegroundQuantile, _command.BackgroundQuantile) = (0.5, 0.6);
        var error = Assert.Throws<TerminatingErrorException>(() => _command.Run()).Error;
        Assert.Equal(("LocalizationOptionInvalid", ErrorCategory.InvalidArgument), (error.Id, error.Category));
    }

    [Fact]
    public void AStoppedPipelineEndsWithoutAnError()
    {
        var maps = Saliency("red", "yellow");
        _command.Next = _ => _command.Stop();
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() => _command.InputObject = [.. maps]));
        Assert.Empty(_command.Errors);
        Assert.Single(_command.Emitted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void AnyMapsInAnyOrderAreFound(int threads)
    {
        var maps = Saliency("red", "yellow", "green", "blue"); // in some of which there is no object
        var alone = maps.ToDictionary(map => map, map => Boxes(1, map).Single());
        // All in turn; only some, as a filter leaves them; backwards; and all again.
        ClassSaliency[] order = [.. maps, maps[0], maps[2], maps[3], maps[1], maps[0], .. maps];
        Assert.Equal(order.Select(map => alone[map]), Boxes(threads, order));

        // What each map led to.
        static List<string> Boxes(int threads, params ClassSaliency[] maps)
        {
            var (command, results) = (new FindObjectBoxCommand { ThrottleLimit = threads }, new List<string>());
            command.Run([.. maps.Select<ClassSaliency, Action>(map => () =>
            {
                Take();
                command.InputObject = [map];
            })]);
            Take();
            return results[1..];

            void Take()
            {
                results.Add(string.Join('\n', command.Errors.Select(e => ((ClassSaliency)e.TargetObject!).Label)
                    .Concat(command.Emitted.Cast<ObjectBox>()
                        .Select(b => $"{b.Label} {b.X} {b.Y} {b.Width} {b.Height} {b.Area}"))));
                command.Errors.Clear();
                command.Emitted.Clear();
            }
        }
    }

    private List<ClassSaliency> Saliency(params string[] classes)
    {
        var command = new GetClassSaliencyCommand { Network = new NetworkArgument(Samples.Network), Class = classes };
        command.Run(() => command.LiteralPath = [Samples.Image(_folder["image.png"])]);
        return [.. command.Emitted.Cast<ClassSaliency>()];
    }
}
