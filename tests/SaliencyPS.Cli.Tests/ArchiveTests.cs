using System.Formats.Tar;
using System.Text.Json;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>Images in tar files, as data sets for training come.</summary>
public sealed class ArchiveTests : IDisposable
{
    private readonly Workbench _bench = new();

    public ArchiveTests()
    {
        for (var i = 0; i < 6; i++) _bench.Image($"photos/{i % 2}/{i}.png", 24 + i, channel: i % 3);
        File.WriteAllText(_bench["photos/0/0.cls"], "3");
        File.WriteAllText(_bench["photos/0/._0.png"], "what macOS adds");
        Pack();
    }

    public void Dispose() => _bench.Dispose();

    [Theory, InlineData("box"), InlineData("map"), InlineData("map --no-map"), InlineData("map --memory 2GB")]
    public void Images_are_those_that_lay_in_the_folder(string command)
    {
        string[] run = [.. command.Split(' '), "-n", _bench.Network, "--top", "1", "--json"];
        var loose = _bench.Run([.. run, _bench["photos"], "-r"]);
        var packed = _bench.Run([.. run, _bench["a.tar"]]);
        Assert.Equal((0, ""), (packed.Code, packed.Error));
        Assert.Equal(loose.Out.Replace(_bench["photos"], _bench["a.tar"]), packed.Out);
        Assert.Equal(6, packed.Lines.Length);
    }

    [Fact]
    public void Results_of_archives_are_divided_gone_on_with_and_merged_by_the_names_of_both()
    {
        foreach (var n in (int[])[1, 2]) Assert.Equal(0, Run("--shard", $"{n}/2").Code);
        var merged = _bench.Run("merge", _bench["out"]);
        Assert.Equal(["a.tar/0/0.png", "a.tar/0/2.png", "a.tar/0/4.png", "a.tar/1/1.png", "a.tar/1/3.png", "a.tar/1/5.png"],
            merged.Objects.Select(row => row.GetProperty("path").GetString()));
        var (again, content) = (Run("--shard", "1/2", "--resume"), Run("--shard", "2/2", "--resume", "--by-content"));
        Assert.Equal((0, 0), (again.Code, content.Code));
        Assert.DoesNotContain(" 0 were done before", again.Error);

        // One that was written again may be another.
        _bench.Image("photos/1/1.png", 60);
        Pack();
        File.SetLastWriteTimeUtc(_bench["a.tar"], DateTime.UtcNow.AddHours(1));
        foreach (var n in (int[])[1, 2]) Assert.Contains(" 0 were done before", Run("--shard", $"{n}/2", "--resume").Error);
        Assert.NotEqual(merged.Out, _bench.Run("merge", _bench["out"]).Out);
    }

    [Fact]
    public void Images_are_drawn_and_reported_from_archives()
    {
        Assert.Equal((0, ""), (_bench.Run("box", _bench["a.tar"], "-n", _bench.Network, "--top", "1", "--out", _bench["drawn"],
            "--kind", "box") is var drawn ? drawn.Code : 0, drawn.Error));
        Assert.Equal(6, Directory.GetFiles(_bench["drawn"], "*.box.png").Length);
        Assert.Equal(0, _bench.Run("report", _bench["a.tar"], "-n", _bench.Network, "--top", "1", "--out",
            _bench["report.html"]).Code);
    }

    [Fact]
    public void What_is_no_file_in_an_archive_fails_alone_and_keeps_its_place()
    {
        using (var writer = new TarWriter(File.Create(_bench["odd.tar"])))
        {
            writer.WriteEntry(_bench["photos/0/0.png"], "./good.png");
            writer.WriteEntry(_bench["photos/0/2.png"], "../../up.png");
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "soft.png") { LinkName = "/etc/passwd" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.HardLink, "hard.png") { LinkName = "good.png" });
            writer.WriteEntry(_bench["photos/1/1.png"], "/root.png");
            writer.WriteEntry(_bench["photos/1/1.png"], "twice.png");
            writer.WriteEntry(_bench["photos/1/3.png"], "twice.png");
        }

        var result = _bench.Run("box", _bench["odd.tar"], "-n", _bench.Network, "--top", "1", "--results", _bench["out"],
            "--root", _bench.Folder);
        Assert.Equal(1, result.Code);
        var merged = _bench.Run("merge", _bench["out"]).Objects;
        Assert.Equal([("odd.tar/../../up.png", "Its name in the archive leads upwards."), ("odd.tar/good.png", null),
            ("odd.tar/hard.png", "In the archive it is no file but a HardLink; links are not followed."),
            ("odd.tar/root.png", null),
            ("odd.tar/soft.png", "In the archive it is no file but a SymbolicLink; links are not followed."),
            ("odd.tar/twice.png", null)],
            merged.Select(row => (row.GetProperty("path").GetString(),
                row.TryGetProperty("error", out var error) ? error.GetString() : null)));
        var last = _bench.Run("map", _bench["photos/1/3.png"], "-n", _bench.Network, "--top", "1", "--json").Objects[0];
        Assert.Equal(last.GetProperty("score").GetDouble(), merged[^1].GetProperty("score").GetDouble());
        Assert.Equal(["a.tar", "odd.tar", "out", "photos", "tiny.json", "tiny.onnx"], Directory.EnumerateFileSystemEntries(
            _bench.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)); // nothing was written
    }

    [Theory]
    [InlineData("cut in an image", "cut off")]
    [InlineData("cut between two", "cut off")]
    [InlineData("two in one", "more behind the end")]
    [InlineData("a wrong sum", "is damaged")]
    [InlineData("compressed", "decompress it")]
    [InlineData("no archive", "is damaged")]
    [InlineData("empty", "is empty")]
    [InlineData("of nothing", "no images")]
    public void An_archive_that_is_not_whole_is_told_and_fails_besides_the_images_in_it(string how, string why)
    {
        var (bytes, name) = (File.ReadAllBytes(_bench["a.tar"]), "b.tar");
        var end = Array.FindLastIndex(bytes, one => one != 0) / 512 * 512 + 512;
        switch (how)
        {
            case "cut in an image": bytes = bytes[..(end - 600)]; break;
            case "cut between two": bytes = bytes[..end]; break;
            case "two in one": bytes = [.. bytes, .. bytes]; break;
            case "a wrong sum": bytes[bytes.AsSpan().LastIndexOf("ustar"u8) - 100]++; break;
            case "compressed": name = "b.tar.gz"; break;
            case "no archive": bytes = File.ReadAllBytes(_bench.Network); break;
            case "empty": bytes = []; break;
            default: bytes = new byte[1024]; break;
        }

        File.WriteAllBytes(_bench[name], bytes);
        string[] run = ["map", _bench[$"{name[..3]}*"], "-n", _bench.Network, "--top", "1", "--results", _bench["out"]];
        var result = _bench.Run(run);
        Assert.Equal(1, result.Code);
        Assert.Contains(why, result.Error);
        Assert.StartsWith($"saliency: {_bench[name]}: ", result.Error);
        var manifest = JsonElement.Parse(File.ReadAllText(_bench["out/part-00001-of-00001.json"]));
        Assert.Equal(1, manifest.GetProperty("failed").GetInt32());
        run[1] = _bench[name]; // which may be mistyped
        var refused = _bench.Run([.. run, "--resume"]);
        Assert.Equal(2, refused.Code);
        Assert.Contains(why, refused.Error);
    }

    private Workbench.Outcome Run(params string[] more) => _bench.Run(["box", _bench["a.tar"], "-n", _bench.Network, "--top", "1",
        "--results", _bench["out"], "--root", _bench.Folder, .. more]);

    private void Pack()
    {
        using var writer = new TarWriter(File.Create(_bench["a.tar"]));
        foreach (var file in Directory.GetFiles(_bench["photos"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            writer.WriteEntry(file, Path.GetRelativePath(_bench["photos"], file).Replace('\\', '/'));
    }
}
