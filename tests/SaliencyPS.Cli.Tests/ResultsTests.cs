using System.Text.Json;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>Results that are kept in a folder and gone on with.</summary>
public sealed class ResultsTests : IDisposable
{
    private readonly Workbench _bench = new();

    public ResultsTests()
    {
        foreach (var name in "abcdefgh") _bench.Image($"photos/{name}.png", channel: name % 3);
        _bench.Image("photos/inner/größe.png");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("box"), InlineData("map"), InlineData("map --no-map")]
    public void A_line_has_all_results_of_an_image_by_its_path_below_the_folder(string command)
    {
        string[] run = [.. command.Split(' '), _bench["photos"], "-r", "-n", _bench.Network, "--top", "2"];
        var shown = _bench.Run([.. run, "--json"]).Objects;
        var kept = _bench.Run([.. run, "--results", _bench["out"]]);
        Assert.Equal((0, ""), (kept.Code, kept.Out));
        Assert.Equal($"saliency: note: {_bench["out"]}: shard 1/1: 9 images are done, 0 of them failed; 0 were done before.",
            kept.Error.TrimEnd());
        var lines = Part();
        Assert.Equal(10, lines.Length);
        Assert.Equal(JsonValueKind.Object, lines[0].GetProperty("options").ValueKind);
        Assert.Equal([.. "abcdefgh".Select(name => $"{name}.png"), "inner/größe.png"],
            lines[1..].Select(line => line.GetProperty("path").GetString()));
        var rows = lines[1..].SelectMany(line => line.GetProperty("rows").EnumerateArray()).ToArray();
        Assert.Equal(shown.Select(Without), rows.Select(Without));
        Assert.Equal("a.png", rows[0].GetProperty("path").GetString());
        var manifest = Manifest();
        Assert.True(manifest.GetProperty("isComplete").GetBoolean());
        Assert.Equal((9, 9, 0), (Int(manifest, "all", "images"), Int(manifest, "own", "images"), Int(manifest, "failed")));
        Assert.Equal(File.ReadAllBytes(PartFile).Length, Int(manifest, "bytes"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(PartFile))),
            manifest.GetProperty("sha256").GetString());
        Assert.Equal(2, Directory.GetFiles(_bench["out"]).Length);

        static string Without(JsonElement row) =>
            string.Join(',', row.EnumerateObject().Where(p => p.Name != "path").Select(p => $"{p}"));
    }

    [Fact]
    public void A_run_goes_on_where_it_was_torn_off()
    {
        Assert.Equal(0, Run().Code);
        var whole = File.ReadAllBytes(PartFile);
        foreach (var kept in (int[])[0, 1, 100, whole.Length / 2, whole.Length - 1, whole.Length])
        {
            File.WriteAllBytes(PartFile, whole[..kept]);
            File.Delete(ManifestFile);
            var resumed = Run("--resume");
            Assert.Equal((0, ""), (resumed.Code, resumed.Out));
            Assert.Equal(whole, File.ReadAllBytes(PartFile));
            Assert.True(Manifest().GetProperty("isComplete").GetBoolean());
        }

        // What a power failure leaves.
        File.WriteAllBytes(PartFile, [.. whole[..(whole.Length / 2)], .. new byte[1000], (byte)'\n',
            .. whole[(whole.Length / 2)..]]);
        var mended = Run("--resume");
        Assert.Contains("cannot be read", mended.Error);
        Assert.Equal(whole, File.ReadAllBytes(PartFile));
    }

    /// <summary>A list of the files is as good as their folder, in shards and when it is gone on with.</summary>
    [Fact]
    public void A_list_of_images_makes_the_same_part()
    {
        Run("--root", _bench["photos"]);
        var whole = File.ReadAllBytes(PartFile);
        var list = string.Join('\0', Directory.GetFiles(_bench["photos"], "*", SearchOption.AllDirectories).Order(
            StringComparer.Ordinal));
        string[] run = ["box", "--from", "-", "-n", _bench.Network, "--top", "1", "--root", _bench["photos"], "--results",
            _bench["out"], "--resume"];
        Assert.Contains("9 were done before", RunList(list, run).Error);
        File.WriteAllBytes(PartFile, whole[..(whole.Length / 2)]);
        Assert.Equal(0, RunList(list, run).Code);
        Assert.Equal(whole, File.ReadAllBytes(PartFile));
        var shorter = RunList(list[(list.IndexOf('\0') + 1)..], run);
        Assert.Contains("8 images are done", shorter.Error);
        Assert.Equal(8, Int(Manifest(), "all", "images"));

        Workbench.Outcome RunList(string input, string[] args) => _bench.RunWith(new StringWriter(), input, default, args);
    }

    [Theory]
    [InlineData("jsonl"), InlineData("json"), InlineData("owner")]
    public void What_a_link_in_the_folder_leads_to_is_left_as_it_is(string kind)
    {
        Directory.CreateDirectory(_bench["out"]);
        File.WriteAllText(_bench["victim"], "precious");
        File.CreateSymbolicLink(_bench[$"out/part-00001-of-00001.{kind}"], _bench["victim"]);
        foreach (var mode in (string[][])[[], ["--resume"]])
        {
            var refused = Run(mode);
            Assert.Equal(2, refused.Code);
            Assert.Contains("is a link, a pipe or a device", refused.Error);
        }

        Assert.Equal("precious", File.ReadAllText(_bench["victim"]));
    }

    [Fact]
    public void A_file_of_somebody_else_is_no_part_that_was_torn_off()
    {
        Directory.CreateDirectory(_bench["out"]);
        File.WriteAllText(PartFile, "precious");
        var refused = Run("--resume");
        Assert.Equal(2, refused.Code);
        Assert.Contains("does not begin as results do", refused.Error);
        Assert.Equal("precious", File.ReadAllText(PartFile));
    }

    [Fact]
    public void Without_resume_nothing_that_is_there_is_touched()
    {
        Run();
        var whole = File.ReadAllBytes(PartFile);
        var refused = Run();
        Assert.Equal(2, refused.Code);
        Assert.Contains("is there: --resume", refused.Error);
        Assert.Equal(whole, File.ReadAllBytes(PartFile));
        Assert.True(File.Exists(ManifestFile));
    }

    [Fact]
    public void Other_options_networks_and_shards_are_refused_and_named()
    {
        Run();
        File.WriteAllBytes(_bench["other.onnx"], [.. File.ReadAllBytes(_bench.Network), 0x32, 1,
            (byte)'x']); // says something of itself
        File.Copy(_bench["tiny.json"], _bench["other.json"]);
        foreach (var (more, why) in new (string[], string)[]
        {
            (["--top", "2"], "classes best 1, not best 2"), (["--method", "smoothgrad"], "method Gradient"),
            (["--preset", "paper"], "localization"), (["--view", "center"], "view Whole, not Center"),
            (["--masks"], "masks no, not yes"), (["--shard", "1/2"], "has the results of 1 shards"),
            (["-n", _bench["other.onnx"]], "network "),
        })
        {
            var refused = Run([.. more, "--resume"]);
            Assert.Equal(2, refused.Code);
            Assert.Contains(why, refused.Error);
        }

        Assert.Equal(0, Run("--threads", "1", "--resume", "--time-limit", "100").Code);
        Assert.Equal(2, _bench.Run("map", _bench["photos"], "-n", _bench.Network, "--results", _bench["out"], "--resume").Code);
        File.WriteAllText(PartFile, "no results\n");
        Assert.Contains("does not begin as results do", Run("--resume").Error);
    }

    [Fact]
    public void Images_that_changed_are_done_again_and_those_that_went_are_taken_out()
    {
        Run();
        var before = Lines();
        _bench.Image("photos/b.png", channel: 2, width: 40);
        File.SetLastWriteTimeUtc(_bench["photos/c.png"], DateTime.UtcNow.AddHours(1));
        File.Delete(_bench["photos/d.png"]);
        _bench.Image("photos/new.png");
        var resumed = Run("--resume");
        Assert.Equal(0, resumed.Code);
        Assert.Contains("9 images are done, 0 of them failed; 6 were done before", resumed.Error);
        var added = Lines()[before.Length..].Select(line => JsonElement.Parse(line)).ToArray();
        Assert.Equal(["b.png", "c.png", "new.png", "d.png"], added.Select(line => line.GetProperty("path").GetString()));
        Assert.True(added[^1].GetProperty("gone").GetBoolean());
        Assert.Equal(9, Int(Manifest(), "own", "images"));
        Assert.Contains("9 were done before", Run("--resume").Error);
    }

    [Fact]
    public void By_content_only_other_bytes_count()
    {
        Run("--by-content");
        File.SetLastWriteTimeUtc(_bench["photos/c.png"], DateTime.UtcNow.AddHours(1));
        Assert.Contains("9 were done before", Run("--resume", "--by-content").Error);
        var bytes = File.ReadAllBytes(_bench["photos/c.png"]);
        var time = File.GetLastWriteTimeUtc(_bench["photos/c.png"]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_bench["photos/c.png"], bytes);
        File.SetLastWriteTimeUtc(_bench["photos/c.png"], time);
        Assert.Contains("8 were done before", Run("--resume", "--by-content").Error);
    }

    [Fact]
    public void Failures_are_lines_with_their_reason_and_are_tried_again_where_asked()
    {
        File.WriteAllText(_bench["photos/b.png"], "no image");
        var run = Run();
        Assert.Equal(1, run.Code);
        Assert.Contains("9 images are done, 1 of them failed", run.Error);
        var line = Part()[2];
        Assert.Equal(("b.png", 0), (line.GetProperty("path").GetString(), line.GetProperty("rows").GetArrayLength()));
        Assert.StartsWith("Not a JPEG", line.GetProperty("error").GetString());
        Assert.DoesNotContain(_bench.Folder, File.ReadAllText(PartFile));

        var again = Run("--resume");
        Assert.Equal((1, 10), (again.Code, Lines().Length));
        Assert.Contains("9 were done before, 1 of them failed (--retry-failed tries them again)", again.Error);
        Assert.Equal((1, 11), (Run("--resume", "--retry-failed").Code, Lines().Length));
        _bench.Image("photos/b.png");
        Assert.Equal(0, Run("--resume").Code);
        Assert.Equal(0, Int(Manifest(), "failed"));
    }

    [Fact]
    public void A_second_run_into_the_same_part_is_refused_by_the_name_of_the_first()
    {
        Run();
        using (new FileStream(PartFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            File.WriteAllText(Path.ChangeExtension(PartFile, ".owner"), "process 7 on elsewhere");
            var refused = Run("--resume");
            Assert.Equal(2, refused.Code);
            Assert.Contains("is being written by process 7 on elsewhere.", refused.Error);
        }

        Assert.Equal(0, Run("--resume").Code);
        Assert.Equal(2, Directory.GetFiles(_bench["out"]).Length);
    }

    [Fact]
    public void Two_images_of_one_name_are_refused()
    {
        _bench.Image("more/a.png");
        string[] both = ["box", _bench["photos"], _bench["more"], "-n", _bench.Network, "--results", _bench["out"]];
        var refused = _bench.Run(both);
        Assert.Equal(2, refused.Code);
        Assert.Contains("Two images are called 'a.png'", refused.Error);
        Assert.Equal(0, _bench.Run([.. both, "--root", _bench.Folder, "--resume"]).Code);
        Assert.Equal("photos/a.png", Part()[1].GetProperty("path").GetString());
    }

    [Fact]
    public void A_folder_that_is_not_there_leaves_the_run_incomplete()
    {
        var run = _bench.Run("box", _bench["photos"], _bench["nowhere"], "-n", _bench.Network, "--results", _bench["out"]);
        Assert.Equal(3, run.Code);
        Assert.Contains("nowhere: no such file or folder", run.Error);
        Assert.Contains("--resume goes on", run.Error);
        Assert.False(Manifest().GetProperty("isComplete").GetBoolean());
    }

    [Theory]
    [InlineData("--json"), InlineData("--show")]
    public void Results_are_kept_or_shown(string other) =>
        Assert.Contains($"{other} and --results exclude each other", Run(other).Error);

    [Theory]
    [InlineData("--resume"), InlineData("--by-content"), InlineData("--retry-failed")]
    public void Going_on_needs_results(string option)
    {
        var refused = _bench.Run("box", _bench["photos"], "-n", _bench.Network, option);
        Assert.Equal(2, refused.Code);
        Assert.Contains($"{option} needs --results", refused.Error);
    }

    private string PartFile => _bench["out/part-00001-of-00001.jsonl"];

    private string ManifestFile => _bench["out/part-00001-of-00001.json"];

    private Workbench.Outcome Run(params string[] more) => _bench.Run(["box", _bench["photos"], "-r",
        .. more.Contains("-n") ? Array.Empty<string>() : ["-n", _bench.Network],
        .. more.Contains("--top") ? Array.Empty<string>() : ["--top", "1"], "--results", _bench["out"], .. more]);

    private string[] Lines() => File.ReadAllLines(PartFile);

    private JsonElement[] Part() => [.. Lines().Select(line => JsonElement.Parse(line))];

    private JsonElement Manifest() => JsonElement.Parse(File.ReadAllText(ManifestFile));

    private static int Int(JsonElement element, params string[] names) =>
        names.Aggregate(element, (one, name) => one.GetProperty(name)).GetInt32();
}
