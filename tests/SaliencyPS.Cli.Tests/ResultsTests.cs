using System.Diagnostics;
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
        var expected = _bench.Run("merge", _bench["out"]).Out;
        File.WriteAllBytes(PartFile, [.. whole[..(whole.Length / 2)], .. new byte[1000], (byte)'\n',
            .. whole[(whole.Length / 2)..]]);
        var mended = Run("--resume");
        Assert.Contains("cannot be read", mended.Error);
        Assert.Equal(expected, _bench.Run("merge", _bench["out"]).Out);
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

    /// <summary>It may be mistyped: the images that are meant would be taken for gone, or the run never be complete.</summary>
    [Theory]
    [InlineData("nowhere", "nowhere: no such file or folder"), InlineData("empty", "empty: no images (")]
    [InlineData("photos/*.gif", "*.gif: no file matches"), InlineData("caf\uFFFD.png", "is not in UTF-8")]
    public void A_path_that_is_named_and_leads_to_no_image_is_refused_before_anything_is_done(string path, string why)
    {
        Directory.CreateDirectory(_bench["empty"]);
        string[] run = ["-n", _bench.Network, "--top", "1", "--results", _bench["out"]];
        var refused = _bench.Run(["box", _bench["photos"], _bench[path], .. run]);
        Assert.Equal(2, refused.Code);
        Assert.Contains(why, refused.Error);
        Assert.Contains("put it right, or leave it out", refused.Error);
        Assert.Single(Lines());
        Assert.Equal(0, _bench.Run(["box", _bench["photos"], .. run]).Code); // nothing was done that is to be gone on with
        var before = File.ReadAllBytes(PartFile);
        Assert.Equal(2, _bench.Run(["box", _bench[path], .. run, "--resume"]).Code);
        Assert.Equal(before, File.ReadAllBytes(PartFile));
    }

    [Fact]
    public void A_line_of_a_list_that_leads_to_no_image_is_one_that_failed()
    {
        Directory.CreateDirectory(_bench["empty"]);
        string[] run = ["box", "-", "-n", _bench.Network, "--root", _bench.Folder, "--results", _bench["out"], "--resume"];
        var list = string.Join('\n', _bench["photos/a.png"], _bench["empty"], _bench["missing.png"]);
        var done = _bench.RunWith(new StringWriter(), list, default, run);
        Assert.Equal(1, done.Code);
        Assert.Contains("3 images are done, 2 of them failed", done.Error);
        Assert.Equal(["photos/a.png", "empty", "missing.png"],
            Part()[1..].Select(line => line.GetProperty("path").GetString()));
        Assert.True(Manifest().GetProperty("isComplete").GetBoolean());
    }

    [Fact]
    public void A_name_that_cannot_be_read_is_an_image_that_failed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux lets names be any bytes.");
        Shell("touch photos/caf$1.png photos/caf$2.png");
        try
        {
            var run = Run();
            Assert.Equal(1, run.Code);
            Assert.Contains("10 images are done, 1 of them failed", run.Error);
            var line = Part().Single(line => line.TryGetProperty("error", out _));
            Assert.Equal("caf\uFFFD.png", line.GetProperty("path").GetString());
            Assert.Contains("is not in UTF-8", line.GetProperty("error").GetString());
            Assert.True(Manifest().GetProperty("isComplete").GetBoolean());
            Assert.Equal(0, _bench.Run("merge", _bench["out"]).Code);
        }
        finally
        {
            Shell("rm photos/caf$1.png photos/caf$2.png"); // which .NET cannot
        }

        void Shell(string command)
        {
            using var shell = Process.Start(new ProcessStartInfo("/bin/sh",
                ["-c", $"set -- \"$(printf '\\351')\" \"$(printf '\\352')\" && {command}"])
            {
                WorkingDirectory = _bench.Folder,
            })!;
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }
    }

    [Fact]
    public void An_empty_list_takes_nothing_out()
    {
        string[] run = ["box", "-", "-n", _bench.Network, "--results", _bench["out"], "--resume", "--root", _bench.Folder];
        Assert.Equal(0, _bench.RunWith(new StringWriter(), _bench["photos/a.png"], default, run).Code);
        var before = File.ReadAllBytes(PartFile);
        var refused = _bench.RunWith(new StringWriter(), "", default, run);
        Assert.Equal(2, refused.Code);
        Assert.Contains("There is no image. The results of the 1 that were done before are kept", refused.Error);
        Assert.Equal(before, File.ReadAllBytes(PartFile));
        Assert.Equal(1, _bench.Run("merge", _bench["out"]).Code);
        Assert.Equal(0, _bench.RunWith(new StringWriter(), _bench["photos/a.png"], default, run).Code);
    }

    [Fact]
    public void A_file_where_the_results_are_to_be_is_told()
    {
        foreach (var folder in (string[])[_bench.Network, Path.Combine(_bench.Network, "out")])
        {
            var refused = _bench.Run("box", _bench["photos"], "-n", _bench.Network, "--results", folder);
            Assert.Equal((2, $"saliency: '{_bench.Network}' is a file; results are kept in a folder."),
                (refused.Code, refused.Error.TrimEnd()));
        }
    }

    /// <summary>Nothing can be written there, whoever asks.</summary>
    [Fact]
    public void A_folder_that_cannot_be_written_is_to_be_gone_on_with()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder of processes.");
        foreach (var folder in (string[])["/proc", "/proc/results"])
        {
            var stopped = _bench.Run("box", _bench["photos"], "-n", _bench.Network, "--results", folder);
            Assert.Equal(3, stopped.Code);
            Assert.StartsWith($"saliency: '{folder}/part-00001-of-00001.jsonl' cannot be written: ", stopped.Error);
            Assert.EndsWith("--resume (-Resume) goes on.", stopped.Error.TrimEnd());
        }
    }

    [Fact]
    public void A_line_that_was_damaged_costs_its_image_only()
    {
        Run();
        var expected = _bench.Run("merge", _bench["out"]).Out;
        var whole = File.ReadAllBytes(PartFile);
        var lines = File.ReadAllLines(PartFile);
        // In the third and the fifth line, and at the end.
        foreach (var (damaged, told, before) in new (byte[], string, int)[]
        {
            (Damage(whole, 2), "line 3 is damaged and cannot be read. Their images are done again.", 8),
            (Damage(Damage(whole, 2), 4), "lines 3, 5 are damaged and cannot be read.", 7),
            ([.. Damage(whole, 2)[..^30]], "line 3 is damaged and cannot be read; ", 7),
        })
        {
            File.WriteAllBytes(PartFile, damaged);
            var merged = _bench.Run("merge", _bench["out"]);
            Assert.Equal(1, merged.Code);
            Assert.Contains("is not as its run left it: line 3 is damaged. --array=1", merged.Error);
            var resumed = Run("--resume");
            Assert.Equal(0, resumed.Code);
            Assert.Contains(told, resumed.Error);
            Assert.Contains($"9 images are done, 0 of them failed; {before} were done before", resumed.Error);
            Assert.Equal(expected, _bench.Run("merge", _bench["out"]).Out);
            Assert.DoesNotContain("damaged", Run("--resume").Error);
        }

        byte[] Damage(byte[] part, int line)
        {
            var begin = lines[..line].Sum(text => System.Text.Encoding.UTF8.GetByteCount(text) + 1);
            return [.. part[..(begin + 5)], 0, 0, 0, .. part[(begin + 8)..]];
        }
    }

    /// <summary>All lines can be read, and one says something else than its run did.</summary>
    [Fact]
    public void A_part_that_was_changed_is_not_gone_on_with()
    {
        Run();
        var changed = File.ReadAllText(PartFile).Replace("\"rank\":1", "\"rank\":7");
        File.WriteAllText(PartFile, changed);
        var refused = Run("--resume");
        Assert.Equal(2, refused.Code);
        Assert.Contains("is not as its run left it", refused.Error);
        Assert.Equal(changed, File.ReadAllText(PartFile));
        File.Delete(ManifestFile); // as the message says
        Assert.Equal(0, Run("--resume").Code);
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
