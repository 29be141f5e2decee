using System.Text.Json;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// Images of unusual sizes and kinds through all of <c>saliency box</c>: each has its boxes or an error
/// that names it, and none stops the rest.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class OddImageTests : IDisposable
{
    private static readonly (int Width, int Height)[] Sizes =
        [(1, 1), (1, 9), (9, 1), (2, 2), (3, 5000), (5000, 3), (1, 600_000), (257, 256)];

    private readonly Workbench _bench = new();
    private readonly Random _random = new(8);

    public void Dispose() => _bench.Dispose();

    [Theory, InlineData("whole"), InlineData("center"), InlineData("tencrop")]
    public void Any_size_has_boxes_within_it_or_one_clear_error(string view)
    {
        string[] paths = [.. Sizes.Select(size => Noise($"{size.Width}x{size.Height}.png", size.Width, size.Height))];
        var result = _bench.Run(["box", .. paths, "-n", _bench.Network, "--class", "red thing", "--all-instances", "--min-area",
            "0", "--view", view, "--json"]);
        Assert.Equal(1, result.Code);

        // What can have no box: nothing beside a single pixel, and 600,000 times 18 × 18 pixels to crop from.
        var elongated = view == "whole" ? [] : new[] { paths[6] };
        Assert.Equal(elongated.Length + 1, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Matches(
            $"saliency: {System.Text.RegularExpressions.Regex.Escape(paths[0])}: red thing: The saliency map is constant",
            result.Error);
        foreach (var path in elongated)
            Assert.Contains($"saliency: {path}: An image of 1×600000 pixels is too elongated", result.Error);
        Assert.Equal(paths[1..].Except(elongated), result.Objects.Select(PathOf).Distinct());
        foreach (var line in result.Objects) AssertWithin(line, Sizes[Array.IndexOf(paths, PathOf(line))]);
    }

    [Theory]
    [InlineData("box")]
    [InlineData("map")]
    [InlineData("report")]
    public void What_is_lost_of_a_damaged_image_is_noted(string command)
    {
        var path = Path.Combine(Repository(), "tests", "SaliencyPS.Engine.Tests", "Imaging", "data", "restart-missing.jpg");
        string[] more = command == "report" ? ["--out", _bench["report.html"]] : [];
        var result = _bench.Run([command, path, "-n", _bench.Network, "--top", "1", .. more]);
        Assert.Equal(0, result.Code);
        Assert.Contains($"saliency: note: {path}: JPEG: scan 1 is damaged: a restart marker is missing or out of place.",
            result.Error);
    }

    [Fact]
    public void Any_kind_of_pixels_has_boxes()
    {
        var fixtures = Path.Combine(Repository(), "tests", "SaliencyPS.Engine.Tests", "Imaging", "data");
        string[] paths =
        [
            .. new[] { "gray1.png", "gray8.png", "gray16.png", "gray4-key.png", "grayalpha16.png", "rgb16.png", "rgba8.png",
                "palette4-alpha.png", "gray.jpg", "cmyk.jpg", "rle8.bmp" }
                .Select(name => Path.Combine(fixtures, name)),
            PngFile.Write(_bench["clear.png"], 40, 30, 8, 6,
                _ => [.. Enumerable.Range(0, 40).SelectMany(_ => new byte[] { (byte)_random.Next(256), 200, 10, 0 })]),
            PngFile.Write(_bench["palette.png"], 40, 30, 8, 3, _ => Bytes(40), Bytes(768), Bytes(100)),
            PngFile.Write(_bench["black.png"], 40, 30, 8, 0, _ => new byte[40]),
            PngFile.Write(_bench["white.png"], 40, 30, 8, 0, _ => [.. Enumerable.Repeat((byte)255, 40)]),
        ];
        var result = _bench.Run(["box", .. paths, "-n", _bench.Network, "--top", "1", "--json", "--out", _bench["out"], "--kind",
            "overlay", "--kind", "crop"]);

        // All of one color: the network's padding makes the map, and where that is flat, the error says so.
        Assert.All(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("(black|white|clear).png: .*The saliency map is constant", line));
        Assert.Empty(paths[..11].Append(paths[12]).Except(result.Objects.Select(PathOf)));
        foreach (var line in result.Objects)
        {
            var image = ImageDecoder.Read(PathOf(line));
            AssertWithin(line, (image.Width, image.Height));
        }

        Assert.Equal(2 * result.Objects.Length, Directory.GetFiles(_bench["out"]).Length);
    }

    [Fact]
    public void Forty_megapixels_are_no_trouble()
    {
        // Two colors, one bit each: red within 3000,1000 2500×2400, cyan around it.
        byte[] outside = new byte[1000], inside = new byte[1000];
        for (var x = 3000; x < 5500; x++) inside[x / 8] |= (byte)(0x80 >> x % 8);
        var path = PngFile.Write(_bench["big.png"], 8000, 5000, 1, 3, y => y is >= 1000 and < 3400 ? inside : outside,
            [0, 200, 200, 230, 20, 20]);
        var result = _bench.Run("box", path, "-n", _bench.Network, "--class", "red thing", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var line = Assert.Single(result.Objects);
        AssertWithin(line, (8000, 5000));
        var box = BoxOf(line);
        // blocks of 25 × 25
        Assert.All([box.X, box.Y, box.X + box.Width, box.Y + box.Height], side => Assert.Equal(0, side % 25));
        Assert.InRange(box.IntersectionOverUnion(new(3000, 1000, 2500, 2400)), 0.8, 1);
        var error = _bench.Run("box", path, _bench.Image("a.png"), "-n", _bench.Network, "--max-pixels",
            "1000000", "--top", "1", "--json");
        Assert.Equal(["a.png"], error.Names);
        Assert.StartsWith($"saliency: {path}: The image has 8000×5000 pixels; the limit is", error.Error);
    }

    private static string PathOf(JsonElement line) => line.GetProperty("path").GetString()!;

    private static Localization.BoundingBox BoxOf(JsonElement line) =>
        new(line.GetProperty("x").GetInt32(), line.GetProperty("y").GetInt32(), line.GetProperty("width").GetInt32(),
            line.GetProperty("height").GetInt32());

    private static void AssertWithin(JsonElement line, (int Width, int Height) size)
    {
        var box = BoxOf(line);
        Assert.True(box.X >= 0 && box.Y >= 0 && box.Area > 0 && box.X + box.Width <= size.Width
            && box.Y + box.Height <= size.Height, $"{line}");
        Assert.InRange(line.GetProperty("maskArea").GetInt32(), 1, box.Area);
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SaliencyPS.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private string Noise(string name, int width, int height) =>
        PngFile.Write(_bench[name], width, height, 8, 2, _ => Bytes(3 * width));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
