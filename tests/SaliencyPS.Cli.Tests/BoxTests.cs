using System.Globalization;
using System.Text.Json;
using SaliencyPS.Cli.Output;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Networks.Store;
using SaliencyPS.Reporting.Images;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class BoxTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_image_that_takes_too_long_is_an_error_and_the_others_go_on()
    {
        var result = _bench.Run("box", _bench.Image("slow.png", 3000, 3000), _bench.Image("a.png"), "-n", _bench.Network,
            "--time-limit", "0.02", "--threads", "1", "--json");
        Assert.Equal(1, result.Code);
        Assert.Contains("slow.png: It takes longer than the 0.02 s", result.Error);
        Assert.Equal(2, _bench.Run("box", _bench["a.png"], "-n", _bench.Network, "--time-limit", "0").Code);
    }

    [Fact]
    public void Json_has_the_engines_numbers_under_the_properties_names()
    {
        var path = _bench.Image("a.png", channel: 1);
        var result = _bench.Run("box", path, "-n", _bench.Network, "--top", "3", "--json");

        Assert.Equal((0, ""), (result.Code, result.Error));
        var image = ImageDecoder.Read(path);
        var maps = new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), new SaliencyOptions { Top = 3 })
            .Analyze(image, path).ToList();
        Assert.Equal(3, result.Objects.Length);
        Assert.Equal("green thing", maps[0].Label);
        foreach (var (line, map) in result.Objects.Zip(maps))
        {
            var found = new ObjectLocalizer(image, LocalizationPresets.For(map.Method)).Find(map.Map);
            Assert.Equal(
                ["path", "rank", "classIndex", "label", "score", "probability", "x", "y", "width", "height", "maskArea",
                    "instance", "instanceCount", "saliencyShare", "localization",
                    "view", "scoreView", "method", "layer", "classContrast", "channelReduction", "sampleCount", "tolerance",
                    "noiseLevel", "baseline", "window", "stride", "seed", "reduction", "isUnfamiliar", "network", "networkDigest",
                    "moduleVersion", "engine"],
                line.EnumerateObject().Select(p => p.Name));
            Assert.Equal(path, line.GetProperty("path").GetString());
            Assert.Equal(map.Rank, line.GetProperty("rank").GetInt32());
            Assert.Equal(map.ClassIndex, line.GetProperty("classIndex").GetInt32());
            Assert.Equal(map.Label, line.GetProperty("label").GetString());
            Assert.Equal(map.Score, line.GetProperty("score").GetDouble());
            Assert.Equal(map.Probability, line.GetProperty("probability").GetDouble());
            Assert.Equal(found.Box, new BoundingBox(Int(line, "x"), Int(line, "y"), Int(line, "width"), Int(line, "height")));
            Assert.Equal(found.Area, Int(line, "maskArea"));
            Assert.Equal((1, 1, found.SaliencyShare),
                (Int(line, "instance"), Int(line, "instanceCount"), line.GetProperty("saliencyShare").GetDouble()));
            Assert.Equal(("Whole", "tiny"), (line.GetProperty("view").GetString(), line.GetProperty("network").GetString()));
        }
    }

    [Fact]
    public void All_objects_of_a_class_have_lines_and_share_an_image()
    {
        var path = Squares();
        string[] all = ["box", path, "-n", _bench.Network, "--class", "red thing", "--all-instances", "--min-area", "0.05"];
        var result = _bench.Run([.. all, "--json", "--out", _bench["out"], "--kind", "box", "--kind", "mask", "--kind", "crop",
            "--sheet", _bench["sheet.png"]]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        var map = new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), new SaliencyOptions())
            .Analyze(ImageDecoder.Read(path), path).Single(one => one.ClassIndex == 0);
        var expected = new ObjectLocalizer(map.GetImage(), LocalizationPresets.For(map.Method) with { MinimumArea = 0.05 })
            .FindAll(map.Map);
        Assert.True(expected.Count > 1);
        Assert.Equal(
            expected.Select(found =>
                (found.Instance, expected.Count, found.Box.X, found.Box.Width, found.Area, found.SaliencyShare)),
            result.Objects.Select(o => (Int(o, "instance"), Int(o, "instanceCount"), Int(o, "x"), Int(o, "width"),
                Int(o, "maskArea"), o.GetProperty("saliencyShare").GetDouble())));
        Assert.Equal(
            new[] { "box", "mask", "crop" }.Concat(Enumerable.Range(2, expected.Count - 1).Select(i => $"{i}.crop"))
                .Select(what => $"a.{map.Rank}.red_thing.gradient.{what}.png").Order(StringComparer.Ordinal),
            Directory.GetFiles(_bench["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var mask = ImageDecoder.Read(Path.Combine(_bench["out"], $"a.{map.Rank}.red_thing.gradient.mask.png"));
        Assert.Equal(expected.Sum(found => found.Area),
            Enumerable.Range(0, mask.Width * mask.Height).Count(i => mask.Pixels[3 * i] == 255));

        // A row each in the table; and with a higher bound, only the first, which is what there is without the option.
        Assert.Equal(2 + expected.Count, _bench.Run(all).Lines.Length);
        var alone = _bench.Run("box", path, "-n", _bench.Network, "--class", "red thing", "--json");
        Assert.Equal(alone, _bench.Run([.. all[..^1], "1", "--json"]));
        Assert.Equal(0, _bench.Run("report", path, "-n", _bench.Network, "--class", "red thing", "--all-instances", "--min-area",
            "0.05", "--out", _bench["report.html"]).Code);
        foreach (var found in expected) Assert.Contains($"{found.Box}</data>", File.ReadAllText(_bench["report.html"]));
        var refused = _bench.Run([.. all[..^1], "1.5"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--min-area takes a number, 0 to 1; '1.5' is none", refused.Error);
    }

    [Fact]
    public void Masks_are_written_as_COCO_writes_segmentations()
    {
        var path = Squares();
        string[] box = ["box", path, "-n", _bench.Network, "--top", "1"];
        var line = Assert.Single(_bench.Run([.. box, "--json", "--masks"]).Objects);
        var mask = CocoMasks.Read(line.GetProperty("segmentation"), size: null)!;
        var found = new ObjectLocalizer(ImageDecoder.Read(path), LocalizationPresets.For(SaliencyMethod.Gradient))
            .Find(new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), new SaliencyOptions { Top = 1 })
                .Analyze(ImageDecoder.Read(path), path).Single().Map).Mask;
        Assert.Equal((found.Width, found.Height), mask.Size);
        var rows = Enumerable.Range(0, found.Height).ToArray();
        for (var x = 0; x < found.Width; x++)
        {
            var inside = new bool[found.Height];
            mask.Mark(x, rows, inside);
            Assert.Equal(rows.Select(y => found[x, y]), inside);
        }

        Assert.False(_bench.Run([.. box, "--json"]).Objects[0].TryGetProperty("segmentation", out _));
        var refused = _bench.Run([.. box, "--masks"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--masks needs --json or --results.", refused.Error);
    }

    [Fact]
    public void Every_kind_of_image_can_be_written()
    {
        string[] kinds = [.. Enum.GetNames<ImageKind>().Select(kind => kind.ToLowerInvariant())];
        var result = _bench.Run(["box", _bench.Image("a.png"), "-n", _bench.Network, "--top", "1", "--out", _bench["out"],
            .. kinds.SelectMany(kind => new[] { "--kind", kind })]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(kinds.Select(kind => $"a.1.red_thing.gradient.{kind}.png").Order(StringComparer.Ordinal),
            Directory.GetFiles(_bench["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sheet_is_a_JPEG_file_where_its_name_says_so()
    {
        Assert.Equal(0, _bench.Run("box", _bench.Image("a.png"), "-n", _bench.Network, "--sheet",
            _bench["sheet.jpg"], "--opacity", "0.3").Code);
        Assert.Equal(0xFF, File.ReadAllBytes(_bench["sheet.jpg"])[0]);
    }

    [Theory]
    [InlineData(TerminalForm.Blocks, 13, "\e[38;2;", 12), InlineData(TerminalForm.Blocks, null, "\e[38;2;", 24),
        InlineData(TerminalForm.Sixel, 200, "\ePq", 0)]
    public void Show_draws_as_the_terminal_can(TerminalForm form, int? columns, string sequence, int blocks)
    {
        var output = new StringWriter();
        var session = new Session
        {
            In = TextReader.Null, Out = output, Error = TextWriter.Null,
            Progress = new ProgressLine(TextWriter.Null, watched: false),
            Networks = new NetworkStore(_bench["store"]), Terminal = new Terminal(columns, form),
        };
        Assert.Equal(0,
            SaliencyProgram.Run(["box", _bench.Image("a.png"), "-n", _bench.Network, "--top", "1", "--show"], session));
        Assert.StartsWith("a.png: 1. red thing, ", output.ToString());
        Assert.Contains(sequence, output.ToString());
        Assert.Equal(blocks, output.ToString().Split('\n')[1].Count(c => c == '▀'));
    }

    [Fact]
    public void A_bad_image_among_good_ones_is_reported_and_the_rest_is_done()
    {
        File.WriteAllText(_bench["bad.png"], "no image");
        var result = _bench.Run("box", _bench.Image("a.png"), _bench["bad.png"], _bench["none.png"], _bench.Image("b.png"), "-n",
            _bench.Network, "--top", "1", "--json");

        Assert.Equal(1, result.Code);
        Assert.Equal(["a.png", "b.png"], result.Names);
        var errors = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.StartsWith($"saliency: {_bench["bad.png"]}: Not a JPEG", errors[0]);
        Assert.Equal($"saliency: {_bench["none.png"]}: no such file or folder", errors[1].TrimEnd());
    }

    [Fact]
    public void Results_and_errors_come_in_the_order_of_the_images()
    {
        // One text for both streams: a great image first, which takes longer than what follows it.
        var (order, expected, paths) = (new StringWriter(), new List<string>(),
            new List<string> { _bench.Image("great.png", 900, 700) });
        for (var i = 0; i < 20; i++) paths.Add(i % 3 == 1 ? _bench[$"none{i}.png"] : _bench.Image($"{i}.png", 20 + i, 30, i % 3));
        File.WriteAllText(paths[4], "no image");
        foreach (var path in paths) expected.Add(Path.GetFileName(path));

        _bench.RunWith(order, order, "", default,
            ["box", .. paths, "-n", _bench.Network, "--top", "1", "--json", "--threads", "4"]);
        var seen = order.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Path.GetFileName(line[0] == '{' ? JsonElement.Parse(line).GetProperty("path").GetString()!
                : line["saliency: ".Length..line.LastIndexOf(": ",
                    line.IndexOf(".png", StringComparison.Ordinal) + 6, StringComparison.Ordinal)]));
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void The_number_of_threads_and_the_memory_change_no_byte()
    {
        string[] all = ["box", .. Enumerable.Range(0, 9).Select(i => _bench.Image($"{i}.png", 40 + 7 * i, 50, i % 3)), "-n",
            _bench.Network, "--json", "--sheet", _bench["sheet.png"], "--out", _bench["out"]];
        var (expected, files) = (_bench.Run([.. all, "--threads", "1"]), Files());
        Assert.Equal((0, 45), (expected.Code, expected.Lines.Length));
        foreach (var more in new[] { new[] { "--threads", "4" }, ["--threads", "2", "--view", "whole", "--memory", "4GB"] })
        {
            Directory.Delete(_bench["out"], recursive: true);
            Assert.Equal(expected, _bench.Run([.. all, .. more]));
            Assert.Equal(files, Files());
        }

        Dictionary<string, string> Files() => Directory.GetFiles(_bench["out"]).Append(_bench["sheet.png"]).Order()
            .ToDictionary(f => f, f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f))));
    }

    [Fact]
    public void An_image_without_any_object_is_reported()
    {
        // Nothing in cyan speaks for red: the map is zero everywhere.
        var cyan = new RgbImage(8, 8, [.. Enumerable.Range(0, 8 * 8 * 3).Select(i => (byte)(i % 3 == 0 ? 0 : 255))]);
        File.WriteAllBytes(_bench["cyan.png"], ImageEncoder.Encode(cyan, ImageFormat.Png));
        var result = _bench.Run("box", _bench["cyan.png"], "-n", _bench.Network, "--class", "red thing");
        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.StartsWith($"saliency: {_bench["cyan.png"]}: red thing: ", result.Error);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Culture_changes_nothing(string culture)
    {
        var path = _bench.Image("a.png");
        string[] json = ["box", path, "-n", _bench.Network, "--json", "--background-quantile",
            "0.25", "--contrast-weight", "12.5"];
        string[] table = [.. json.Where(a => a != "--json")];
        var (expectedJson, expectedTable, old) = (_bench.Run(json), _bench.Run(table), CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal((expectedJson, expectedTable), (_bench.Run(json), _bench.Run(table)));
            Assert.Equal(0, expectedJson.Code);
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Fact]
    public void The_table_names_the_image_and_has_a_row_per_class()
    {
        var path = _bench.Image("a.png");
        var result = _bench.Run("box", path, "-n", _bench.Network, "--class", "Käfer*", "--class", "0");
        Assert.Equal(path, result.Lines[0].TrimEnd());
        Assert.Matches(@"^  rank +score +probability +box +class\r?$", result.Lines[1]);
        Assert.Matches(@"^ +\d  +-?\d+\.\d{3}  +\d+\.\d\d %  \d+,\d+ \d+×\d+ +3 Käfer, Biene\r?$", result.Lines[2]);
        Assert.Matches(@" 0 red thing\r?$", result.Lines[3]);
        Assert.DoesNotContain('\e', result.Out);
    }

    [Fact]
    public void Threads_and_company_do_not_change_a_result()
    {
        var (a, b) = (_bench.Image("a.png", channel: 2), _bench.Image("b.png", 40, 30));
        var together = _bench.Run("box", a, b, "-n", _bench.Network, "--json", "--threads", "3", "--view", "tencrop");
        var alone = _bench.Run("box", b, "-n", _bench.Network, "--json", "--threads", "1", "--view", "TenCrop");
        Assert.Equal(alone.Lines, together.Lines[5..]);
    }

    // Two red squares on cyan noise, which does not speak for red.
    private string Squares()
    {
        var (image, random) = (new RgbImage(60, 30), new Random(3));
        for (var i = 0; i < 60 * 30; i++)
        {
            var (x, y, cyan) = (i % 60, i / 60, (byte)(180 + random.Next(40)));
            ReadOnlySpan<byte> color = (x is >= 4 and < 20 && y is >= 6 and < 22) || (x is >= 40 and < 52 && y is >= 8 and < 20)
                ? [230, 20, 20]
                : [0, cyan, cyan];
            color.CopyTo(image[x, y]);
        }

        File.WriteAllBytes(_bench["a.png"], ImageEncoder.Encode(image, ImageFormat.Png));
        return _bench["a.png"];
    }

    private static int Int(JsonElement line, string name) => line.GetProperty(name).GetInt32();
}
