using System.Security.Cryptography;
using System.Text.Json;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Networks.Store;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class MapTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_image_unlike_its_world_is_noted_once_where_the_built_in_network_answers()
    {
        var dark = _bench["dark.png"];
        File.WriteAllBytes(dark, ImageEncoder.Encode(new RgbImage(40, 30), ImageFormat.Png));
        foreach (var command in (string[])["map", "box"])
        {
            var noted = _bench.Run(command, dark, dark, "--class", "lamp").Error.Split('\n')
                .Where(line => line.Contains("unlike the rendered scenes"));
            Assert.Single(noted);
        }

        Assert.True(_bench.Run("map", dark, "--top", "1", "--json").Objects[0].GetProperty("isUnfamiliar").GetBoolean());
        Assert.Equal("", _bench.Run("map", dark, "-n", _bench.Network, "--top", "1").Error);
    }

    /// <summary>Each command that runs a network over images, with one of them broken and one missing.</summary>
    [Theory]
    [InlineData("map", "--top", "2"), InlineData("map", "--no-map")]
    [InlineData("map", "--method", "gradcam", "--view", "tencrop")]
    [InlineData("box", "--minimum-probability", "0.3"), InlineData("neuron", "--layer", "1", "--strongest", "3")]
    [InlineData("sanity", "--top", "1")]
    public void What_comes_of_images_does_not_depend_on_how_many_share_a_pass(string command, params string[] options)
    {
        string[] images = [.. Enumerable.Range(0, 7).Select(i => _bench.Image($"{i}.png", 20 + 3 * i, 24, channel: i % 3))];
        File.WriteAllText(images[2], "no image");
        File.Delete(images[5]);
        var (one, many, more) = (Run("1"), Run("3"), Run("8", "--threads", "3"));
        Assert.NotEmpty(one.Lines);
        Assert.Equal((ExitCode.SomeFailed, 2), (one.Code, one.Error.Split("saliency: ").Length - 1));
        Assert.Equal((one.Code, one.Out, one.Error), (many.Code, many.Out, many.Error));
        Assert.Equal((one.Code, one.Out, one.Error), (more.Code, more.Out, more.Error));

        Workbench.Outcome Run(string size, params string[] further) => _bench.Run(
            [command, .. images, "-n", _bench.Network, .. options, "--json", "--batch-size", size, .. further]);
    }

    [Fact]
    public void Batches_have_limits() =>
        Assert.Contains("--batch-size takes a number, 1 to 1024", _bench.Run("map", "a.png", "--batch-size", "0").Error);

    [Fact]
    public void Json_has_the_maps_numbers()
    {
        var path = _bench.Image("a.png", 30, 22, channel: 2);
        var line = Assert.Single(
            _bench.Run("map", path, "-n", _bench.Network, "--class", "blue thing", "--view", "center", "--json").Objects);

        var options = new SaliencyOptions { Classes = [2], View = SaliencyView.Center };
        var map = new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), options)
            .Analyze(ImageDecoder.Read(path), path).Single();
        Assert.Equal(
            ["path", "rank", "classIndex", "label", "score", "probability", "bias", "completenessGap", "width", "height",
                "maximum", "view", "scoreView", "method", "layer", "classContrast", "channelReduction", "sampleCount",
                "tolerance", "noiseLevel", "baseline", "window", "stride", "seed", "reduction", "isUnfamiliar", "network",
                "networkDigest", "moduleVersion", "engine"],
            line.EnumerateObject().Select(p => p.Name));
        Assert.Equal((30, 22), (line.GetProperty("width").GetInt32(), line.GetProperty("height").GetInt32()));
        Assert.Equal(map.Bias, line.GetProperty("bias").GetDouble());
        Assert.Equal(map.Map.Maximum, line.GetProperty("maximum").GetSingle());
        Assert.Equal("Center", line.GetProperty("view").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_bench.Network))),
            line.GetProperty("networkDigest").GetString());
        Assert.Equal("Gradient", line.GetProperty("method").GetString());
    }

    [Fact]
    public void Without_probabilities_there_is_a_dash_and_in_json_null()
    {
        File.WriteAllText(Path.ChangeExtension(_bench.Network, ".json"), """{"probability": "none"}""");
        string[] args = ["map", _bench.Image("a.png"), "-n", _bench.Network, "--top", "1"];
        var line = Assert.Single(_bench.Run([.. args, "--json"]).Objects);
        Assert.Equal(JsonValueKind.Null, line.GetProperty("probability").ValueKind);
        Assert.Matches(@"\n +1 +[-0-9.]+ +- ", _bench.Run(args).Out);
        Assert.StartsWith("a.png: 1. class ", _bench.Run([.. args, "--show"]).Out);
        Assert.DoesNotContain(" %", _bench.Run([.. args, "--show"]).Lines[0]);

        var least = _bench.Run([.. args, "--minimum-probability", "0.5"]);
        Assert.Equal((2, ""), (least.Code, least.Out));
        Assert.Contains("no probabilities", least.Error);
    }

    [Fact]
    public void Files_are_images_of_the_images_size_under_names_of_their_own()
    {
        string[] paths = [_bench.Image("one/a.png", 30, 22), _bench.Image("two/A.png", 18, 26),
            _bench.Image("two/a-2.png", 9, 9)];
        var result = _bench.Run(["map", .. paths, "-n", _bench.Network, "-c", "a/b", "--out", _bench["out/deep"]]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        var written = Directory.GetFiles(_bench["out/deep"]).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        var ranks = result.Lines.Where(l => l.StartsWith("   ")).Select(l => l.Trim()[0]).ToArray();
        Assert.Equal(6, written.Length);
        foreach (var (name, rank, size) in new[]
        {
            ("a", ranks[0], (30, 22)), ("A-2", ranks[1], (18, 26)), ("a-2-2", ranks[2], (9, 9))
        })
        {
            foreach (var kind in new[] { "heatmap", "overlay" })
            {
                Assert.Contains($"{name}.{rank}.a_b.gradient.{kind}.png", written);
                var image = ImageDecoder.Read(_bench[$"out/deep/{name}.{rank}.a_b.gradient.{kind}.png"]);
                Assert.Equal(size, (image.Width, image.Height));
            }
        }
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_reported_and_nothing_half_written_stays()
    {
        var path = _bench.Image("a.png", channel: 0);
        Directory.CreateDirectory(_bench["out/a.1.red_thing.gradient.heatmap.png/in the way"]);
        var result = _bench.Run("map", path, "-n", _bench.Network, "--top", "1", "--out", _bench["out"], "--json");

        Assert.Equal(1, result.Code);
        Assert.Single(result.Objects);
        Assert.StartsWith($"saliency: {_bench["out/a.1.red_thing.gradient.heatmap.png"]}: ", result.Error);
        Assert.Equal(["a.1.red_thing.gradient.overlay.png"], Directory.GetFiles(_bench["out"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Images_are_drawn_as_asked_for()
    {
        var path = _bench.Image("a.png", 30, 22, channel: 0);
        var result = _bench.Run(
            "map", path, "-n", _bench.Network, "--top", "1", "--out", _bench["out"], "--kind", "sidebyside", "--kind",
            "OVERLAY", "--kind", "overlay", "--format", "jpeg", "--quality", "70", "--color-map", "turbo",
            "--opacity", "0.5", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(["a.1.red_thing.gradient.overlay.jpg", "a.1.red_thing.gradient.sidebyside.jpg"],
            Directory.GetFiles(_bench["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var map = new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), new SaliencyOptions { Top = 1 })
            .Analyze(ImageDecoder.Read(path), path).Single();
        var expected = new SaliencyImage(map)
            .Render(ImageKind.Overlay, new ImageStyle { ColorMap = ColorMap.Turbo, Opacity = 0.5 });
        Assert.Equal(
            ImageEncoder.Encode(expected, ImageFormat.Jpeg, 70),
            File.ReadAllBytes(_bench["out/a.1.red_thing.gradient.overlay.jpg"]));
    }

    [Fact]
    public void Show_draws_with_letters_where_there_is_no_terminal()
    {
        var result = _bench.Run("map", _bench.Image("a.png", 30, 22), "-n", _bench.Network, "--top", "2", "--show");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.StartsWith("a.png: 1. red thing, ", result.Out);
        Assert.Contains("\na.png: 2. ", result.Out);
        Assert.Contains("largest gradient", result.Out);
        Assert.DoesNotContain('\e', result.Out);
        Assert.Contains(result.Lines, line => line.Contains('@'));
    }

    [Theory]
    [InlineData("--kind", "box", "heatmap or overlay or sidebyside"), InlineData("--json", "--show", "exclude"),
        InlineData("--opacity", "2", "0 to 1"), InlineData("--format", "gif", "png or jpeg")]
    public void What_cannot_be_drawn_is_wrong_usage(string first, string second, string message)
    {
        var result = _bench.Run("map", _bench.Image("a.png"), "-n", _bench.Network, first, second);
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public void Images_above_the_limit_are_refused()
    {
        var result = _bench.Run("map", _bench.Image("a.png", 10, 11), "-n", _bench.Network, "--max-pixels", "109");
        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Contains("109", result.Error);
    }

    [Fact]
    public void Improbable_classes_are_left_out_and_maps_where_they_are_not_wanted()
    {
        var image = _bench.Image("a.png");
        string[] network = ["--network", _bench.Network];
        var all = _bench.Run(["map", image, "--top", "6", "--json", .. network]).Objects;
        var least = all[1].GetProperty("probability").GetDouble();
        var likely = _bench.Run(
            ["map", image, "--top", "6", "--json", .. network, "--minimum-probability", $"{least:R}"]).Objects;
        Assert.Equal(all.Count(o => o.GetProperty("probability").GetDouble() >= least), likely.Length);
        var none = _bench.Run(["box", image, image, .. network, "--minimum-probability", "1"]);
        Assert.Equal((0, "", ""), (none.Code, none.Out, none.Error));

        var scores = _bench.Run(["map", image, "--top", "2", "--no-map", "--json", .. network]).Objects;
        Assert.Equal(all.Take(2).Select(o => o.GetProperty("score").GetDouble()),
            scores.Select(o => o.GetProperty("score").GetDouble()));
        Assert.False(scores[0].TryGetProperty("maximum", out _));
        Assert.Contains(" 1 ", _bench.Run(["map", image, "--no-map", .. network]).Lines[2]);
        Assert.Equal(2, _bench.Run(["map", image, "--no-map", "--show", .. network]).Code);
    }

    [Fact]
    public void Files_that_exist_are_kept_where_that_is_asked_for()
    {
        var image = _bench.Image("a.png");
        string[] args = ["map", image, "--network", _bench.Network, "--top", "1", "--kind", "overlay", "--out", _bench["out"]];
        Assert.Equal(0, _bench.Run([.. args, "--caption"]).Code);
        var file = _bench["out/a.1.red_thing.gradient.overlay.png"];
        var labelled = File.ReadAllBytes(file);
        var kept = _bench.Run([.. args, "--no-clobber"]);
        Assert.Equal((1, $"saliency: {file}: The file exists, and --no-clobber keeps it.\n"), (kept.Code, kept.Error));
        Assert.Equal(labelled, File.ReadAllBytes(file));
        Assert.Equal(0, _bench.Run(args).Code);
        Assert.NotEqual(labelled, File.ReadAllBytes(file));
        Assert.Equal(0, _bench.Run([.. args, "--no-clobber", "--method", "gradcam"]).Code); // has a name of its own

        File.WriteAllText(_bench["page.html"], "old");
        string[] report = ["report", image, "--network", _bench.Network, "--out", _bench["page.html"], "--no-clobber"];
        Assert.Equal(2, _bench.Run(report).Code);
        Assert.Equal("old", File.ReadAllText(_bench["page.html"]));
    }

    [Fact]
    public void Cancelling_ends_after_whole_lines_with_130()
    {
        using var stop = new CancellationTokenSource();
        var (a, b) = (_bench.Image("a.png"), _bench.Image("b.png"));
        var result = _bench.RunWith(
            new StopAtFlush(stop), "", stop.Token, "map", a, b, "-n", _bench.Network, "--top", "1",
            "--json", "--out", _bench["out"]);
        Assert.Equal((130, ""), (result.Code, result.Error));
        Assert.Equal(["a.png"], result.Names);
        Assert.All(Directory.GetFiles(_bench["out"]), file => Assert.StartsWith("a.1.", Path.GetFileName(file)));
    }

    private sealed class StopAtFlush(CancellationTokenSource stop) : StringWriter
    {
        public override void Flush() => stop.Cancel();
    }
}
