using System.Globalization;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Saliency.Neurons;
using Xunit;

namespace SaliencyPS.Tests.Reporting.Images;

public sealed class SaliencyPictureTests : IDisposable
{
    private const int Width = 40, Height = 30;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saliency-{Guid.NewGuid():N}.png");
    private readonly RgbImage _photograph =
        new(Width, Height, [.. Enumerable.Range(0, Width * Height * 3).Select(i => (byte)(i * 7))]);

    public SaliencyPictureTests() => File.WriteAllBytes(_file, ImageEncoder.Encode(_photograph, PictureFormat.Png));

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Class_saliency_has_a_heat_map_and_an_overlay()
    {
        var map = Map();
        var picture = new SaliencyPicture(map);
        Assert.Equal([PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide, PictureKind.Image], picture.Kinds);
        var style = new PictureStyle { ColorMap = ColorMap.Turbo, Opacity = 0.3 };
        var full = map.Map.ToPicture();
        Assert.Equal(
            HeatMap.Render(full, Width, Height, ColorMap.Turbo).Pixels, picture.Render(PictureKind.HeatMap, style).Pixels);
        Assert.Equal(
            Overlay.Blend(_photograph, HeatMap.Levels(full), ColorMap.Turbo, 0.3).Pixels,
            picture.Render(PictureKind.Overlay, style).Pixels);
        Assert.Equal(_photograph.Pixels, picture.Render(PictureKind.Image).Pixels);
        Assert.Equal(_photograph.Pixels, picture.Render(PictureKind.Overlay, style with { Opacity = 0 }).Pixels);
    }

    [Fact]
    public void A_neuron_is_drawn_as_a_class_is_and_says_where_it_is()
    {
        var (map, neuron) = (Map(), Neuron(3, 5));
        var picture = new SaliencyPicture(neuron);
        Assert.Equal(
            [
                PictureKind.Overlay, PictureKind.HeatMap, PictureKind.SideBySide,
                PictureKind.Box, PictureKind.Crop, PictureKind.Image,
            ],
            picture.Kinds);
        foreach (var kind in new SaliencyPicture(map).Kinds)
            Assert.Equal(new SaliencyPicture(map).Render(kind).Pixels, picture.Render(kind).Pixels);
        Assert.Equal(_photograph.Crop(8, 8, 20, 18).Pixels, picture.Render(PictureKind.Crop).Pixels);
        Assert.Equal(new SaliencyPicture(Box()).Render(PictureKind.Box).Pixels, picture.Render(PictureKind.Box).Pixels);
        Assert.Equal(
            $"{Path.GetFileName(_file)}: conv/4 channel 17 at 3,5, activation 1.500",
            picture.Caption(CultureInfo.InvariantCulture));
        Assert.Equal("conv/4 channel 17", new SaliencyPicture(Neuron(null, null)).Label);

        var (names, stem) = (new PictureNames(), Path.GetFileNameWithoutExtension(_file));
        Assert.Equal($"{stem}.conv_4.17.3-5.overlay.png", names.Next(picture, PictureKind.Overlay, PictureFormat.Png));
        Assert.Equal(
            $"{stem}.conv_4.17.heatmap.jpg",
            names.Next(new SaliencyPicture(Neuron(null, null)), PictureKind.HeatMap, PictureFormat.Jpeg));
    }

    [Fact]
    public void A_box_has_a_mask_and_an_overlay_of_it()
    {
        var picture = new SaliencyPicture(Box());
        Assert.Equal(
            [PictureKind.Box, PictureKind.Crop, PictureKind.Mask, PictureKind.Overlay, PictureKind.SideBySide, PictureKind.Image],
            picture.Kinds);
        var (mask, box) = (picture.Render(PictureKind.Mask), picture.Render(PictureKind.Box));
        var overlay = picture.Render(PictureKind.Overlay);
        Assert.Equal([255, 255, 255], mask[10, 10].ToArray());
        Assert.Equal([0, 0, 0], mask[9, 10].ToArray());
        Assert.Equal([255, 64, 64], box[8, 8].ToArray());
        Assert.Equal(_photograph[15, 15].ToArray(), box[15, 15].ToArray());
        Assert.NotEqual(_photograph[15, 15].ToArray(), overlay[15, 15].ToArray());
        Assert.Equal(_photograph[35, 5].ToArray(), overlay[35, 5].ToArray());
    }

    [Fact]
    public void What_is_in_the_box_can_be_cut_out()
    {
        var crop = new SaliencyPicture(Box()).Render(PictureKind.Crop);
        Assert.Equal((20, 18), (crop.Width, crop.Height));
        Assert.Equal(_photograph.Crop(8, 8, 20, 18).Pixels, crop.Pixels);
        var outside = new ObjectBox { Path = _file, X = 30, Y = 2, Width = 11, Height = 4 };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SaliencyPicture(outside).Render(PictureKind.Crop));
        Assert.Contains("40×30", error.Message);
    }

    [Fact]
    public void Both_together_have_all_of_it()
    {
        var picture = new SaliencyPicture(Map(), Box());
        Assert.Equal(Enum.GetValues<PictureKind>().Order(), picture.Kinds.Order());
        var overlay = picture.Render(PictureKind.Overlay);
        var withoutBox = new SaliencyPicture(Map()).Render(PictureKind.Overlay);
        Assert.Equal(Overlay.DrawBox(withoutBox, 8, 8, 20, 18, new RgbColor(255, 64, 64), 2).Pixels, overlay.Pixels);
    }

    [Fact]
    public void Side_by_side_shows_the_three_in_a_row()
    {
        var picture = new SaliencyPicture(Map());
        var row = picture.Render(PictureKind.SideBySide);
        Assert.Equal((3 * Width + 8, Height), (row.Width, row.Height));
        Assert.Equal(_photograph[3, 29].ToArray(), row[3, 29].ToArray());
        Assert.Equal([255, 255, 255], row[Width, 0].ToArray());
        Assert.Equal(picture.Render(PictureKind.HeatMap)[5, 6].ToArray(), row[Width + 4 + 5, 6].ToArray());
        Assert.Equal(picture.Render(PictureKind.Overlay)[39, 29].ToArray(), row[2 * Width + 8 + 39, 29].ToArray());
        Assert.Equal([255, 255, 255], new SaliencyPicture(Box()).Render(PictureKind.SideBySide)[Width + 4 + 10, 10].ToArray());
    }

    [Fact]
    public void A_class_model_has_its_image_only()
    {
        var picture = new SaliencyPicture(Model());
        Assert.Equal([PictureKind.Image], picture.Kinds);
        Assert.Same(_photograph, picture.Render(PictureKind.Image));
        Assert.Contains("Image", Assert.Throws<ArgumentException>(() => picture.Render(PictureKind.Box)).Message);
    }

    [Fact]
    public void What_is_missing_is_not_offered()
    {
        Assert.Throws<ArgumentException>(() => new SaliencyPicture(Map()).Render(PictureKind.Mask));
        var picture = new SaliencyPicture(new ObjectBox { Path = _file, X = 1, Y = 2, Width = 3, Height = 4 });
        Assert.Equal([PictureKind.Box, PictureKind.Crop, PictureKind.Image], picture.Kinds);
        Assert.Equal([255, 64, 64], picture.Render(PictureKind.Box)[1, 2].ToArray());
    }

    [Fact]
    public void A_photograph_that_has_changed_is_refused()
    {
        File.WriteAllBytes(_file, ImageEncoder.Encode(new RgbImage(Width, Height + 1), PictureFormat.Png));
        Assert.Throws<ImageFormatException>(() => new SaliencyPicture(Map()).Render(PictureKind.Overlay));
        Assert.Throws<ImageFormatException>(() => new SaliencyPicture(Box()).Render(PictureKind.Overlay));
    }

    [Fact]
    public void A_box_uses_the_photograph_that_its_map_holds()
    {
        var map = Map();
        var held = map.GetPicture();
        var box = ObjectBox.From(map, new LocalizationResult(new BoundingBox(1, 1, 2, 2), Mask(), 4, 0, false));
        File.Delete(_file);
        Assert.Same(held, box.GetPicture());
        GC.KeepAlive(held);
    }

    [Fact]
    public void The_objects_of_one_map_share_a_picture()
    {
        ObjectBox one = Object(1, 2, 3), two = Object(2, 20, 9);
        var picture = new SaliencyPicture(one);
        Assert.True(picture.IsContinuedBy(new(two)) && !picture.IsComplete);
        picture = picture.With(new(two));
        Assert.True(picture.IsComplete);
        Assert.Equal(new SaliencyPicture(one).Kinds, picture.Kinds);

        var mask = picture.Render(PictureKind.Mask);
        var expected = Enumerable.Range(0, Width * Height)
            .Select(i => one.Mask![i % Width, i / Width] || two.Mask![i % Width, i / Width]);
        Assert.Equal(expected, Enumerable.Range(0, Width * Height).Select(i => mask[i % Width, i / Width][0] == 255));
        var color = new RgbColor(255, 64, 64);
        var boxes = Overlay.DrawBox(Overlay.DrawBox(_photograph, 2, 3, 6, 5, color, 2), 20, 9, 6, 5, color, 2);
        Assert.Equal(boxes.Pixels, picture.Render(PictureKind.Box).Pixels);
        Assert.EndsWith(", 2,3 6×5; 20,9 6×5", picture.Caption());

        // With the map they were found by too.
        var (map, together) = (Map(), new SaliencyPicture(Map(), one, two));
        Assert.Equal(boxes.Pixels, together.Render(PictureKind.Box).Pixels);
        Assert.Equal(mask.Pixels, together.Render(PictureKind.Mask).Pixels);
        Assert.Equal(new SaliencyPicture(map).Render(PictureKind.HeatMap).Pixels, together.Render(PictureKind.HeatMap).Pixels);

        // Cut out, each is a picture of its own, whose name says which.
        Assert.Same(picture, Assert.Single(picture.Split(PictureKind.Overlay)));
        foreach (var all in new[] { picture, together })
        {
            var parts = all.Split(PictureKind.Crop);
            Assert.Equal([1, 2], parts.Select(part => part.Instance));
            Assert.Equal(_photograph.Crop(20, 9, 6, 5).Pixels, parts[1].Render(PictureKind.Crop).Pixels);
            Assert.EndsWith(".2.dog.2.crop.png", new PictureNames().Next(parts[1], PictureKind.Crop, PictureFormat.Png));
            Assert.EndsWith(".2.dog.crop.png", new PictureNames().Next(parts[0], PictureKind.Crop, PictureFormat.Png));
        }
    }

    [Fact]
    public void Objects_of_different_maps_do_not_share_a_picture()
    {
        var first = new SaliencyPicture(Object(1, 2, 3));
        foreach (var other in new[]
        {
            Object(1, 20, 9), Object(2, 20, 9, classIndex: 8), Object(2, 20, 9, path: "other.png"),
            Object(2, 20, 9, method: SaliencyMethod.GradCAM), Object(2, 20, 9, count: 3),
            Object(2, 20, 9, mask: null),
        })
            Assert.False(first.IsContinuedBy(new(other)));
        Assert.False(first.IsContinuedBy(new(Map())));
        Assert.False(first.IsContinuedBy(new(Map(), Object(2, 20, 9))));
        Assert.False(new SaliencyPicture(Map()).IsContinuedBy(new(Object(2, 20, 9))));
        Assert.True(new SaliencyPicture(Box()).IsComplete && new SaliencyPicture(Map()).IsComplete);
        Assert.Equal((0, 1), (new SaliencyPicture(Map()).Instance, first.Instance));
    }

    [Fact]
    public void Captions_are_one_line_in_the_culture_asked_for()
    {
        var file = Path.GetFileName(_file);
        Assert.Equal($"{file}: 2. a\uFFFDb, 12.3 %", new SaliencyPicture(Map("a\nb")).Caption(CultureInfo.InvariantCulture));
        Assert.Equal($"{file}: 2. dog, 12,3 %, 8,8 20×18", new SaliencyPicture(Box()).Caption(new CultureInfo("de-DE")));
        Assert.Equal("dog, as net sees it", new SaliencyPicture(Model()).Caption());
    }

    [Fact]
    public void Names_are_those_of_the_photograph_and_given_once()
    {
        var names = new PictureNames();
        Assert.Equal(
            ["a.2.dog.overlay.png", "a.2.dog.overlay-2.png", "a.2.dog.box.jpg", "A-2.2.dog.overlay.png",
                "a.2.great_dane_é_.heatmap.png", "net.7.dog.png"],
            [
                names.Next(At("one/a.jpg"), PictureKind.Overlay, PictureFormat.Png),
                names.Next(At("one/a.jpg"), PictureKind.Overlay, PictureFormat.Png),
                names.Next(At("one/a.jpg"), PictureKind.Box, PictureFormat.Jpeg),
                names.Next(At("two/A.png"), PictureKind.Overlay, PictureFormat.Png),
                names.Next(At("one/a.jpg", "great dane/é:"), PictureKind.HeatMap, PictureFormat.Png),
                names.Next(new SaliencyPicture(Model()), PictureKind.Image, PictureFormat.Png),
            ]);
        Assert.Equal(
            $"{new string('x', 100)}.2.{new string('y', 40)}.mask.png",
            names.Next(At(new string('x', 300), new string('y', 300)), PictureKind.Mask, PictureFormat.Png));

        SaliencyPicture At(string path, string label = "dog") => new(Map(label, path));
    }

    private ClassSaliency Map(string label = "dog", string? path = null) => new()
    {
        Path = path ?? _file, Rank = 2, ClassIndex = 7, Label = label, Score = 1, Probability = 0.123, Bias = 0,
        View = SaliencyView.Whole, Network = "net",
        Map = new SaliencyMap([.. Enumerable.Range(0, 48).Select(i => (float)(i % 8))], 8, 6, Width, Height),
    };

    private NeuronSaliency Neuron(int? row, int? column) => new()
    {
        Path = _file, Layer = "conv/4", Channel = 17, Row = row, Column = column, Activation = 1.5,
        ReceptiveField = new(8, 8, 20, 18),
        Rule = GradientRule.Guided, View = SaliencyView.Whole, Network = "net", Map = Map().Map,
    };

    private ObjectBox Box() => new()
    {
        Path = _file, Rank = 2, Label = "dog", Probability = 0.123, X = 8, Y = 8, Width = 20, Height = 18, Mask = Mask(),
    };

    private ObjectBox Object(
        int instance, int x, int y, string? path = null, int classIndex = 7, SaliencyMethod method = SaliencyMethod.Gradient,
        int count = 2)
    {
        var mask = Enumerable.Range(0, Width * Height)
            .Select(i => i % Width >= x && i % Width < x + 6 && i / Width >= y && i / Width < y + 5);
        return Object(instance, x, y, ObjectMask.FromBools(Width, Height, [.. mask]), path, classIndex, method, count);
    }

    private ObjectBox Object(
        int instance, int x, int y, ObjectMask? mask, string? path = null, int classIndex = 7,
        SaliencyMethod method = SaliencyMethod.Gradient, int count = 2) => new()
    {
        Path = path ?? _file, Rank = 2, ClassIndex = classIndex, Label = "dog", Probability = 0.123,
        X = x, Y = y, Width = 6, Height = 5, Mask = mask, Network = "net",
        Method = method, Instance = instance, InstanceCount = count,
    };

    private static ObjectMask Mask() => ObjectMask.FromBools(
        Width, Height,
        [.. Enumerable.Range(0, Width * Height).Select(i => i % Width is >= 10 and < 26 && i / Width is >= 10 and < 24)]);

    private ClassModelImage Model() => new()
    {
        ClassIndex = 7, Label = "dog", Network = "net", Objective = ClassModelObjective.Score,
        Score = 1, Probability = 0.5, ScoreHistory = [], Image = _photograph,
    };
}
