using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class InputTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Folders_give_their_images_by_name()
    {
        foreach (var name in new[]
        {
            "p/b.png", "p/a.JPG", "p/c.jpeg", "p/d.bmp", "p/deep/e.png", "p/deep/er/f.png", "p/.hidden.png"
        })
            _bench.Image(name);
        File.WriteAllText(_bench["p/notes.txt"], "");
        Assert.Equal(["a.JPG", "b.png", "c.jpeg", "d.bmp"], Names("", _bench["p"]));
        Assert.Equal(["a.JPG", "b.png", "c.jpeg", "d.bmp", "e.png", "f.png"], Names("", _bench["p"], "--recurse"));
    }

    [Fact]
    public void Images_of_other_formats_in_folders_are_counted()
    {
        foreach (var name in new[] { "p/a.png", "p/deep/b.png" }) _bench.Image(name);
        foreach (var name in new[] { "p/x.HEIC", "p/deep/y.heic", "p/z.webp", "p/.w.webp", "p/notes.txt" })
            File.WriteAllText(_bench[name], "");
        Assert.Equal("saliency: note: 3 images were passed over, since their formats are not read: 2 .heic (the codec Magick "
                + "reads them), 1 .webp (the codec ImageSharp reads them).",
            _bench.Run("map", _bench["p"], "--recurse", "-n", _bench.Network, "--top", "1").Error.TrimEnd());
        Assert.Equal("", _bench.Run("map", _bench["p/a.png"], "-n", _bench.Network, "--top", "1").Error);
    }

    [Theory]
    [InlineData("p/*.png", "a1.png a2.png b1.png")]
    [InlineData("p/a?.png", "a1.png a2.png")]
    [InlineData("p/[!b]1.png", "a1.png")]
    [InlineData("p/[a-b]1.png", "a1.png b1.png")]
    [InlineData("p/*[12].png", "a1.png a2.png b1.png")]
    [InlineData("?/*/c*", "c1.png")]
    [InlineData("p/**/*1.png", "a1.png b1.png c1.png")]
    [InlineData("p/dee*", "c1.png")]
    public void Patterns_are_expanded(string pattern, string names)
    {
        foreach (var name in new[] { "p/a1.png", "p/a2.png", "p/b1.png", "p/.a.png", "p/deep/c1.png" }) _bench.Image(name);
        Assert.Equal(names.Split(' '), Names("", _bench[pattern]));
    }

    [Fact]
    public void Several_patterns_of_folders_find_a_file_once()
    {
        _bench.Image("p/a/b/c/x.png");
        Assert.Equal(["x.png"], Names("", _bench["p/**/**/**/*.png"]));
    }

    [Fact]
    public void What_exists_is_taken_as_written()
    {
        foreach (var name in new[] { "p[1]/x[2].png", "p[1]/x2.png", "p1/x2.png", "Größe 日本 é.png" }) _bench.Image(name);
        Assert.Equal(["x[2].png", "x2.png", "x[2].png", "Größe 日本 é.png"],
            Names("", _bench["p[1]/x[2].png"], _bench["p[1]/*.png"], _bench["Größe 日本 é.png"]));
    }

    /// <summary>As arguments and lines of standard input have them that are no text.</summary>
    [Fact]
    public void Paths_that_are_not_utf8_are_told_to_be()
    {
        var path = _bench["caf\uFFFD.png"];
        var result = _bench.Run("map", path, _bench.Image("a.png"), "-n", _bench.Network, "--top", "1");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"saliency: {path}: its name, or that of a folder above it, is not in UTF-8", result.Error);
        _bench.Image("caf\uFFFD.png"); // which is a name, too
        Assert.Equal(0, _bench.Run("map", path, "-n", _bench.Network, "--top", "1").Code);
    }

    [Fact]
    public void A_file_where_a_folder_is_to_be_is_told()
    {
        foreach (var folder in (string[])[_bench.Network, Path.Combine(_bench.Network, "maps")])
        {
            var result = _bench.Run("map", _bench.Image("a.png"), "-n", _bench.Network, "--out", folder);
            Assert.Equal((2, $"saliency: {folder}: --out names a folder, which cannot be where there is a file: "
                + $"'{_bench.Network}'.\n"), (result.Code, result.Error.ReplaceLineEndings("\n")));
        }
    }

    [Fact]
    public void Standard_input_lists_paths_as_they_are()
    {
        var list = string.Join("\r\n", _bench.Image("a [b]*.png"), "", _bench.Image("d/c.png"), _bench["d"]);
        Assert.Equal(["a [b]*.png", "c.png", "c.png"], Names(list, "-"));
    }

    /// <summary>Names with line breaks are why find and xargs know NULs.</summary>
    [Theory, InlineData('\n'), InlineData('\0')]
    public void A_list_names_paths_by_lines_or_by_NULs(char end)
    {
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"{i} [b]*{(end == '\0' ? "\n" : "")} größe.png")];
        var first = _bench.Image("a.png"); // the others are the same
        Directory.CreateDirectory(_bench["d"]);
        foreach (var name in names) File.Copy(first, _bench[$"d/{name}"]);
        var list = string.Concat(names.Select(name => $"{_bench[$"d/{name}"]}{end}").Prepend($"{end}"));
        File.WriteAllText(_bench["list"], list[..^1]); // the last end may be missing
        Assert.Equal(["a.png", .. names], Names("", first, "--from", _bench["list"]));
        Assert.Equal(names, Names(list, "--from", "-"));
        Assert.Equal(names, Names(list, "-"));
    }

    [Fact]
    public void A_list_of_both_ends_is_told()
    {
        File.WriteAllText(_bench["list"], $"{_bench.Image("a.png")}\n{new string('x', 5000)}\0b.png\n");
        var result = _bench.Run("map", "--from", _bench["list"], "-n", _bench.Network, "--json", "--top", "1");
        Assert.Equal((1, "a.png"), (result.Code, Assert.Single(result.Names)));
        Assert.Contains("there is a NUL in this line", result.Error);
    }

    [Theory]
    [InlineData("map --from nowhere", "nowhere: no such file")]
    [InlineData("map --from - -", "cannot both be standard input")]
    [InlineData("map", "'saliency map' needs PATH, or --from LIST")]
    [InlineData("map --from tiny.onnx", "this is no list of paths")]
    public void Lists_that_are_none_are_refused(string command, string why)
    {
        File.WriteAllText(_bench["tiny.onnx"], new string('x', 100_000));
        var result = _bench.Run([.. command.Split(' ').Select(word => word == "tiny.onnx" ? _bench[word] : word)]);
        Assert.Equal(2, result.Code);
        Assert.Contains(why, result.Error);
    }

    [Theory]
    [InlineData("p/*.gif", "no file matches")]
    [InlineData("nothing.png", "no such file or folder")]
    [InlineData("empty", "no images")]
    public void What_leads_nowhere_is_reported(string path, string what)
    {
        Directory.CreateDirectory(_bench["empty"]);
        var result = _bench.Run("map", _bench[path], _bench.Image("a.png"), "-n", _bench.Network, "--json", "--top", "1");
        Assert.Equal(1, result.Code);
        Assert.Equal(["a.png"], result.Names);
        Assert.StartsWith($"saliency: {_bench[path]}: {what}", result.Error);
    }

    [Fact]
    public void Control_characters_in_names_do_not_reach_the_terminal()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows file names have no control characters.");
        var result = _bench.Run("map", _bench.Image("a\e[31m\nb.png"), _bench["\e[2J.png"], "-n", _bench.Network, "--top", "1");
        Assert.DoesNotContain('\e', result.Out + result.Error);
        Assert.EndsWith("a\uFFFD[31m\uFFFDb.png", result.Lines[0].TrimEnd());
    }

    private string[] Names(string input, params string[] args)
    {
        var result = _bench.RunWith(new StringWriter(), input, default,
            ["map", .. args, "-n", _bench.Network, "--top", "1", "--json"]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        return result.Names;
    }
}
