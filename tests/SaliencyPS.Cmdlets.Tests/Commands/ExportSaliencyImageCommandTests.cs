using System.Management.Automation;
using SaliencyPS.Cmdlets.Commands;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Reporting.Images;
using Xunit;

namespace SaliencyPS.Tests.Commands;

public sealed class ExportSaliencyImageCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(), _images = new();
    private readonly ExportSaliencyImageCommand _command = new();

    public void Dispose()
    {
        _folder.Dispose();
        _images.Dispose();
    }

    [Theory]
    [InlineData(ImageKind.HeatMap, 64), InlineData(ImageKind.Overlay, 64),
        InlineData(ImageKind.SideBySide, 200), InlineData(null, 64)]
    public void WritesEachKindOfClassSaliency(ImageKind? kind, int width)
    {
        (_command.Kind, _command.Path) = (kind, _folder["red.png"]);
        _command.Run(Map());
        Assert.Empty(_command.Errors);
        Assert.Empty(_command.Emitted);
        Assert.Equal((width, 48), Size("red.png"));
    }

    [Theory]
    [InlineData(ImageKind.Box, 64), InlineData(ImageKind.Mask, 64), InlineData(ImageKind.Overlay, 64),
        InlineData(ImageKind.SideBySide, 200)]
    public void WritesEachKindOfBox(ImageKind kind, int width)
    {
        (_command.Kind, _command.Path) = (kind, _folder["red.jpg"]);
        _command.Run(Box());
        Assert.Equal((width, 48), Size("red.jpg"));
        Assert.Equal(0xFF, File.ReadAllBytes(_folder["red.jpg"])[0]);
    }

    [Fact]
    public void TheObjectsKindsAreToldWhereOneIsUnsuitable()
    {
        (_command.Kind, _command.Path) = (ImageKind.Mask, _folder["red.png"]);
        _command.Run(Map());
        var error = Assert.Single(_command.Errors);
        Assert.Equal(("PictureKindUnsuitable", ErrorCategory.InvalidArgument), (error.Id, error.Category));
        Assert.IsType<ClassSaliency>(error.TargetObject);
        Assert.Contains("Find-ObjectBox", error.Exception.Message);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void StyleFormatAndQualityAreThoseAskedFor()
    {
        (_command.Kind, _command.ColorMap, _command.Opacity, _command.Path) =
            (ImageKind.Overlay, ColorMap.Viridis, 0.4, _folder["a.png"]);
        (_command.Format, _command.Quality) = (ImageFormat.Jpeg, 33);
        var image = Map();
        _command.Run(image);
        var expected = image.Render(ImageKind.Overlay, new ImageStyle { ColorMap = ColorMap.Viridis, Opacity = 0.4 });
        Assert.Equal(ImageEncoder.Encode(expected, ImageFormat.Jpeg, 33), File.ReadAllBytes(_folder["a.png"]));
    }

    [Fact]
    public void DestinationNamesTheFilesAndPassThruEmitsThem()
    {
        (_command.Destination, _command.PassThru) = (_folder.Root, true);
        _command.Run(Map("one/a.png"), Map("one/a.png"), Map("two/a.png"), Box("two/a.png"));
        Assert.Empty(_command.Errors);
        string[] names = ["a.1.red.overlay.png", "a.1.red.overlay-2.png", "a-2.1.red.overlay.png", "a-2.1.red.box.png"];
        Assert.Equal(names.Select(name => _folder[name]),
            _command.Emitted.Select(o => ((FileInfo)((PSObject)o!).BaseObject).FullName));
        Assert.Equal(names.Order(StringComparer.Ordinal), _folder.Files);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ForceMakesTheFolder(bool force)
    {
        (_command.Destination, _command.Force) = (_folder["new/deep"], force);
        if (force) _command.Run(Map());
        else Assert.Equal("DestinationNotFound", Assert.Throws<TerminatingErrorException>(() => _command.Run(Map())).Error.Id);
        Assert.Equal(force, Directory.Exists(_folder["new/deep"]) && Directory.GetFiles(_folder["new/deep"]).Length == 1);
    }

    [Fact]
    public void WhatIfMakesAndEmitsNothing()
    {
        (_command.Destination, _command.Force, _command.PassThru, _command.WhatIf) = (_folder["new"], true, true, true);
        _command.Run(Map());
        Assert.Equal((_folder["new/a.1.red.overlay.png"], "Write Overlay of 'red'"), Assert.Single(_command.Actions));
        Assert.Empty(_folder.Files);
        Assert.Empty(_command.Emitted);
    }

    [Fact]
    public void EachObjectNeedsAFileOfItsOwn()
    {
        _command.Path = _folder["a.png"];
        _command.Run(Map(), Box());
        Assert.Equal(("OutFileExists", _folder["a.png"]), Assert.Single(_command.Errors.Select(e => (e.Id, e.TargetObject))));
    }

    [Theory]
    [InlineData(true, false, false), InlineData(false, true, false), InlineData(false, true, true),
        InlineData(false, false, false)]
    public void ReplacesWhatItMay(bool noClobber, bool readOnly, bool force)
    {
        File.WriteAllText(_folder["a.png"], "mine");
        if (readOnly) File.SetAttributes(_folder["a.png"], FileAttributes.ReadOnly);
        (_command.Path, _command.NoClobber, _command.Force) = (_folder["a.png"], noClobber, force);
        _command.Run(Map());
        var kept = noClobber || (readOnly && !force);
        Assert.Equal(kept ? ["OutFileExists"] : [], _command.Errors.Select(e => e.Id));
        Assert.Equal(kept, File.ReadAllText(_folder["a.png"]) == "mine");
        File.SetAttributes(_folder["a.png"], FileAttributes.Normal);
    }

    [Fact]
    public void ThePhotographIsNeverReplaced()
    {
        var image = Map();
        var before = File.ReadAllBytes(image.Path!);
        (_command.Path, _command.Force) = (image.Path, true);
        _command.Run(image);
        Assert.Equal("OutFileIsPicture", Assert.Single(_command.Errors).Id);
        Assert.Equal(before, File.ReadAllBytes(image.Path!));
    }

    [Theory]
    [InlineData("a.gif", "OutFileInvalid"), InlineData("Env:a.png", "OutFileInvalid"),
        InlineData("none/a.png", "OutFileUnwritable")]
    public void NoPlaceForAFileIsAnError(string path, string id)
    {
        _command.SessionState.Path.Location = _folder.Root;
        _command.LiteralPath = path;
        _command.Run(Map());
        Assert.Equal(id, Assert.Single(_command.Errors).Id);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void WildcardsStandForOneFileThatIsThere()
    {
        foreach (var name in new[] { "one.png", "two.png" }) File.WriteAllText(_folder[name], "old");
        _command.SessionState.Path.Location = _folder.Root;
        _command.Run(() => (_command.InputObject, _command.Path) = ([Map()], "o*.png"), () => _command.Path = "*.png");
        Assert.NotEqual("old", File.ReadAllText(_folder["one.png"]));
        Assert.Equal("old", File.ReadAllText(_folder["two.png"]));
        Assert.Equal("OutFileInvalid", Assert.Single(_command.Errors).Id);
    }

    [Fact]
    public void APhotographThatIsGoneIsAnErrorAndTheRestGoesOn()
    {
        var (gone, model) = (new SaliencyImage(new ObjectBox { Path = _images["gone.png"], Label = "red" }),
            new SaliencyImage(Model()));
        _command.Destination = _folder.Root;
        _command.Run(gone, model);
        Assert.Equal(("PictureUnreadable", gone.Path), Assert.Single(_command.Errors.Select(e => (e.Id, e.TargetObject))));
        Assert.Equal(["net.3.red.png"], _folder.Files);
    }

    [Fact]
    public void AStopLeavesNothing()
    {
        _command.Path = _folder["a.png"];
        Assert.Throws<PipelineStoppedException>(() => _command.Run(() =>
        {
            _command.InputObject = [Map()];
            _command.Stop();
        }));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void TheObjectsOfAMapShareAFile()
    {
        var objects = Objects("a.png");
        Assert.Equal(3, objects.Length);
        (_command.Kind, _command.Path) = (ImageKind.Mask, _folder["all.png"]);
        _command.Run(objects);
        Assert.Empty(_command.Errors);
        var mask = ImageDecoder.Read(_folder["all.png"]);
        foreach (var (x, y) in new[] { (5, 33), (30, 20), (70, 20) }) Assert.Equal(255, mask[x, y][0]);
        Assert.Equal(0, mask[50, 20][0]);

        // The next map's are another image, even where the last object of the one before is missing.
        var names = new ExportSaliencyImageCommand { Destination = _folder.Root };
        names.Run([.. objects[..2], .. Objects("b.png"), Box("c.png")]);
        Assert.Empty(names.Errors);
        Assert.Equal(["a.1.red.box.png", "all.png", "b.1.red.box.png", "c.1.red.box.png"], _folder.Files);
    }

    [Fact]
    public void EachObjectOfAMapIsCutOutOnItsOwn()
    {
        (_command.Kind, _command.Destination) = (ImageKind.Crop, _folder.Root);
        _command.Run(Objects("a.png"));
        Assert.Equal(["a.1.red.2.crop.png", "a.1.red.3.crop.png", "a.1.red.crop.png"], _folder.Files);
        Assert.Equal([(20, 20), (8, 8), (28, 28)], _folder.Files.Select(Size));
    }

    private SaliencyImage[] Objects(string name)
    {
        var map = Samples.Saliency(Samples.Squares(_images[name]));
        return [.. new ObjectLocalizer(map.GetImage(), LocalizationPresets.For(map.Method) with { MinimumArea = 0 })
            .FindAll(map.Map).Select(found => new SaliencyImage(ObjectBox.From(map, found)))];
    }

    private (int Width, int Height) Size(string name)
    {
        var image = ImageDecoder.Read(_folder[name]);
        return (image.Width, image.Height);
    }

    private SaliencyImage Map(string name = "a.png") => new(Samples.Saliency(Image(name)));

    private SaliencyImage Box(string name = "a.png")
    {
        var map = Samples.Saliency(Image(name));
        return new(ObjectBox.From(map, new ObjectLocalizer(map.GetImage()).Find(map.Map)));
    }

    private static ClassModelImage Model() => new()
    {
        ClassIndex = 3, Label = "red", Network = "net", Objective = ClassModelObjective.Score, Score = 1, Probability = 0.5,
        ScoreHistory = [], Image = new RgbImage(5, 4),
    };

    private string Image(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_images[name])!);
        return Samples.Image(_images[name]);
    }
}

file static class Running
{
    public static void Run(this ExportSaliencyImageCommand command, params SaliencyImage[] images) =>
        command.Run([.. images.Select(image => (Action)(() => command.InputObject = [image]))]);
}
