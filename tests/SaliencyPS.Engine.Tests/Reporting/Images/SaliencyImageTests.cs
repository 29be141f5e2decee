using System.Globalization;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization;
using SaliencyPS.Reporting.Images;
using Xunit;

namespace SaliencyPS.Tests.Reporting.Images;

public sealed class SaliencyImageTests : IDisposable
{
    private const int Width = 40, Height = 30;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saliency-{Guid.NewGuid():N}.png");
    private readonly RgbImage _photograph =
        new(Width, Height, [.. Enumerable.Range(0, Width * Height * 3).Select(i => (byte)(i * 7))]);

    public SaliencyImageTests() => File.WriteAllBytes(_file, ImageEncoder.Encode(_photograph, ImageFormat.Png));

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Class_saliency_has_a_heat_map_and_an_overlay()
    {
        var map = Map();
        var image = new SaliencyImage(map);
        Assert.Equal([ImageKind.Overlay, ImageKind.HeatMap, ImageKind.SideBySide, ImageKind.Image], image.Kinds);
        var style = new ImageStyle { ColorMap = ColorMap.Turbo, Opacity = 0.3 };
        var full = map.Map.ToImage();
        Assert.Equal(
            HeatMap.Render(full, Width, Height, ColorMap.Turbo).Pixels, image.Render(ImageKind.HeatMap, style).Pixels);
        Assert.Equal(
            Overlay.Blend(_photograph, HeatMap.Levels(full), ColorMap.Turbo, 0.3).Pixels,
            image.Render(ImageKind.Overlay, style).Pixels);
        Assert.Equal(_photograph.Pixels, image.Render(ImageKind.Image).Pixels);
        Assert.Equal(_photograph.Pixels, image.Render(ImageKind.Overlay, style with { Opacity = 0 }).Pixels);
    }

    [Fact]
    public void A_neuron_is_drawn_as_a_class_is_and_says_where_it_is()
    {
        var (map, neuron) = (Map(), Neuron(3, 5));
        var image = new SaliencyImage(neuron);
        Assert.Equal(
            [
                ImageKind.Overlay, ImageKind.HeatMap, ImageKind.SideBySide,
                ImageKind.Box, ImageKind.Crop, ImageKind.Image,
            ],
            image.Kinds);
        foreach (var kind in new SaliencyImage(map).Kinds)
            Assert.Equal(new SaliencyImage(map).Render(kind).Pixels, image.Render(kind).Pixels);
        Assert.Equal(_photograph.Crop(8, 8, 20, 18).Pixels, image.Render(ImageKind.Crop).Pixels);
        Assert.Equal(new SaliencyImage(Box()).Render(ImageKind.Box).Pixels, image.Render(ImageKind.Box).Pixels);
        Assert.Equal(
            $"{Path.GetFileName(_file)}: conv/4 channel 17 at 3,5, activation 1.500",
            image.Caption(CultureInfo.InvariantCulture));
        Assert.Equal("conv/4 channel 17", new SaliencyImage(Neuron(null, null)).Label);

        var (names, stem) = (new ImageNames(), Path.GetFileNameWithoutExtension(_file));
        Assert.Equal($"{stem}.conv_4.17.3-5.overlay.png", names.Next(image, ImageKind.Overlay, ImageFormat.Png));
        Assert.Equal(
            $"{stem}.conv_4.17.heatmap.jpg",
            names.Next(new SaliencyImage(Neuron(null, null)), ImageKind.HeatMap, ImageFormat.Jpeg));
    }

    [Fact]
    public void A_box_has_a_mask_and_an_overlay_of_it()
    {
        var image = new SaliencyImage(Box());
        Assert.Equal(
            [ImageKind.Box, ImageKind.Crop, ImageKind.Mask, ImageKind.Overlay, ImageKind.SideBySide, ImageKind.Image],
            image.Kinds);
        var (mask, box) = (image.Render(ImageKind.Mask), image.Render(ImageKind.Box));
        var overlay = image.Render(ImageKind.Overlay);
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
        var crop = new SaliencyImage(Box()).Render(ImageKind.Crop);
        Assert.Equal((20, 18), (crop.Width, crop.Height));
        Assert.Equal(_photograph.Crop(8, 8, 20, 18).Pixels, crop.Pixels);
        var outside = new ObjectBox { Path = _file, X = 30, Y = 2, Width = 11, Height = 4 };
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new SaliencyImage(outside).Render(ImageKind.Crop));
        Assert.Contains("40×30", error.Message);
    }

    [Fact]
    public void Both_together_have_all_of_it()
    {
        var image = new SaliencyImage(Map(), Box());
        Assert.Equal(Enum.GetValues<ImageKind>().Order(), image.Kinds.Order());
        var overlay = image.Render(ImageKind.Overlay);
        var withoutBox = new SaliencyImage(Map()).Render(ImageKind.Overlay);
        Assert.Equal(Overlay.DrawBox(withoutBox, 8, 8, 20, 18, new RgbColor(255, 64, 64), 2).Pixels, overlay.Pixels);
    }

    [Fact]
    public void Side_by_side_shows_the_three_in_a_row()
    {
        var image = new SaliencyImage(Map());
        var row = image.Render(ImageKind.SideBySide);
        Assert.Equal((3 * Width + 8, Height), (row.Width, row.Height));
        Assert.Equal(_photograph[3, 29].ToArray(), row[3, 29].ToArray());
        Assert.Equal([255, 255, 255], row[Width, 0].ToArray());
        Assert.Equal(image.Render(ImageKind.HeatMap)[5, 6].ToArray(), row[Width + 4 + 5, 6].ToArray());
        Assert.Equal(image.Render(ImageKind.Overlay)[39, 29].ToArray(), row[2 * Width + 8 + 39, 29].ToArray());
        Assert.Equal([255, 255, 255], new SaliencyImage(Box()).Render(ImageKind.SideBySide)[Width + 4 + 10, 10].ToArray());
    }

    [Fact]
    public void A_class_model_has_its_image_only()
    {
        var image = new SaliencyImage(Model());
        Assert.Equal([ImageKind.Image], image.Kinds);
        Assert.Same(_photograph, image.Render(ImageKind.Image));
        Assert.Contains("Image", Assert.Throws<ArgumentException>(() => image.Render(ImageKind.Box)).Message);
    }

    [Fact]
    public void What_is_missing_is_not_offered()
    {
        Assert.Throws<ArgumentException>(() => new SaliencyImage(Map()).Render(ImageKind.Mask));
        var image = new SaliencyImage(new ObjectBox { Path = _file, X = 1, Y = 2, Width = 3, Height = 4 });
        Assert.Equal([ImageKind.Box, ImageKind.Crop, ImageKind.Image], image.Kinds);
        Assert.Equal([255, 64, 64], image.Render(ImageKind.Box)[1, 2].ToArray());
    }

    [Fact]
    public void A_photograph_that_has_changed_is_refused()
    {
        File.WriteAllBytes(_file, ImageEncoder.Encode(new RgbImage(Width, Height + 1), ImageFormat.Png));
        Assert.Throws<ImageFormatException>(() => new SaliencyImage(Map()).Render(ImageKind.Overlay));
        Assert.Throws<ImageFormatException>(() => new SaliencyImage(Box()).Render(ImageKind.Overlay));
    }

    [Fact]
    public void A_box_uses_the_photograph_that_its_map_holds()
    {
        var map = Map();
        var held = map.GetImage();
        var box = ObjectBox.From(map, new LocalizationResult(new BoundingBox(1, 1, 2, 2), Mask(), 4, 0, false));
        File.Delete(_file);
        Assert.Same(held, box.GetImage());
        GC.KeepAlive(held);
    }

    [Fact]
    public void The_objects_of_one_map_share_an_image()
    {
        ObjectBox one = Object(1, 2, 3), two = Object(2, 20, 9);
        var image = new SaliencyImage(one);
        Assert.True(image.IsContinuedBy(new(two)) && !image.IsComplete);
        image = image.With(new(two));
        Assert.True(image.IsComplete);
        Assert.Equal(new SaliencyImage(one).Kinds, image.Kinds);

        var mask = image.Render(ImageKind.Mask);
        var expected = Enumerable.Range(0, Width * Height)
            .Select(i => one.Mask![i % Width, i / Width] || two.Mask![i % Width, i / Width]);
        Assert.Equal(expected, Enumerable.Range(0, Width * Height).Select(i => mask[i % Width, i / Width][0] == 255));
        var color = new RgbColor(255, 64, 64);
        var boxes = Overlay.DrawBox(Overlay.DrawBox(_photograph, 2, 3, 6, 5, color, 2), 20, 9, 6, 5, color, 2);
        Assert.Equal(boxes.Pixels, image.Render(ImageKind.Box).Pixels);
        Assert.EndsWith(", 2,3 6×5; 20,9 6×5", image.Caption());

        // With the map they were found by too.
        var (map, together) = (Map(), new SaliencyImage(Map(), one, two));
        Assert.Equal(boxes.Pixels, together.Render(ImageKind.Box).Pixels);
        Assert.Equal(mask.Pixels, together.Render(ImageKind.Mask).Pixels);
        Assert.Equal(new SaliencyImage(map).Render(ImageKind.HeatMap).Pixels, together.Render(ImageKind.HeatMap).Pixels);

        // Cut out, each is an image of its own, whose name says which.
        Assert.Same(image, Assert.Single(image.Split(ImageKind.Overlay)));
        foreach (var all in new[] { image, together })
        {
            var parts = all.Split(ImageKind.Crop);
            Assert.Equal([1, 2], parts.Select(part => part.Instance));
            Assert.Equal(_photograph.Crop(20, 9, 6, 5).Pixels, parts[1].Render(ImageKind.Crop).Pixels);
            Assert.EndsWith(".2.dog.gradient.2.crop.png", new ImageNames().Next(parts[1], ImageKind.Crop, ImageFormat.Png));
            Assert.EndsWith(".2.dog.gradient.crop.png", new ImageNames().Next(parts[0], ImageKind.Crop, ImageFormat.Png));
        }
    }

    [Fact]
    public void Objects_of_different_maps_do_not_share_an_image()
    {
        var first = new SaliencyImage(Object(1, 2, 3));
        foreach (var other in new[]
        {
            Object(1, 20, 9), Object(2, 20, 9, classIndex: 8), Object(2, 20, 9, path: "other.png"),
            Object(2, 20, 9, method: SaliencyMethod.GradCAM), Object(2, 20, 9, count: 3),
            Object(2, 20, 9, mask: null),
        })
            Assert.False(first.IsContinuedBy(new(other)));
        Assert.False(first.IsContinuedBy(new(Map())));
        Assert.False(first.IsContinuedBy(new(Map(), Object(2, 20, 9))));
        Assert.False(new SaliencyImage(Map()).IsContinuedBy(new(Object(2, 20, 9))));
        Assert.True(new SaliencyImage(Box()).IsComplete && new SaliencyImage(Map()).IsComplete);
        Assert.Equal((0, 1), (new SaliencyImage(Map()).Instance, first.Instance));
    }

    [Fact]
    public void Captions_are_one_line_in_the_culture_asked_for()
    {
        var file = Path.GetFileName(_file);
        Assert.Equal($"{file}: 2. a\uFFFDb, 12.3 %", new SaliencyImage(Map("a\nb")).Caption(CultureInfo.InvariantCulture));
        Assert.Equal($"{file}: 2. dog, 12,3 %, 8,8 20×18", new SaliencyImage(Box()).Caption(new CultureInfo("de-DE")));
        Assert.Equal("dog, as net sees it", new SaliencyImage(Model()).Caption());
    }

    [Fact]
    public void Captions_are_written_into_images_where_the_boxes_are()
    {
        var plain = new SaliencyImage(Box()).Render(ImageKind.Box);
        var written = new SaliencyImage(Box()).Render(ImageKind.Box, new() { Caption = true });
        var changed = Enumerable.Range(0, plain.Width * plain.Height).Where(i =>
            !plain.Pixels.AsSpan(3 * i, 3).SequenceEqual(written.Pixels.AsSpan(3 * i, 3))).ToArray();
        Assert.NotEmpty(changed);
        var (x, y) = (changed.Min(i => i % plain.Width), changed.Min(i => i / plain.Width));
        Assert.True(y <= 8 + 1 && x <= 8 + 1, $"The label begins at {x},{y}.");
        Assert.NotEqual(plain.Pixels, new SaliencyImage(Map()).Render(ImageKind.Image, new() { Caption = true }).Pixels);
    }

    [Fact]
    public void Names_are_those_of_the_photograph_and_given_once()
    {
        var names = new ImageNames();
        Assert.Equal(
            ["a.2.dog.gradient.overlay.png", "a.2.dog.gradient.overlay-2.png", "a.2.dog.gradient.box.jpg",
                "A-2.2.dog.gradient.overlay.png",
                "a.2.great_dane_é_.gradient.heatmap.png", "net.7.dog.png"],
            [
                names.Next(At("one/a.jpg"), ImageKind.Overlay, ImageFormat.Png),
                names.Next(At("one/a.jpg"), ImageKind.Overlay, ImageFormat.Png),
                names.Next(At("one/a.jpg"), ImageKind.Box, ImageFormat.Jpeg),
                names.Next(At("two/A.png"), ImageKind.Overlay, ImageFormat.Png),
                names.Next(At("one/a.jpg", "great dane/é:"), ImageKind.HeatMap, ImageFormat.Png),
                names.Next(new SaliencyImage(Model()), ImageKind.Image, ImageFormat.Png),
            ]);
        Assert.Equal(
            $"{new string('x', 100)}.2.{new string('y', 40)}.gradient.mask.png",
            names.Next(At(new string('x', 300), new string('y', 300)), ImageKind.Mask, ImageFormat.Png));

        SaliencyImage At(string path, string label = "dog") => new(Map(label, path));
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
