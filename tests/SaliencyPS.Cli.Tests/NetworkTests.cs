using System.IO.Compression;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class NetworkTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Networks_are_imported_listed_used_and_removed()
    {
        var image = _bench.Image("a.png");
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network, "--name", "One").Code);
        var listed = _bench.Run("network", "list", "--json").Objects[^1];
        Assert.Equal(("One", new FileInfo(_bench.Network).Length),
            (listed.GetProperty("name").GetString(), listed.GetProperty("length").GetInt64()));
        Assert.StartsWith("One  ", _bench.Run("network", "list").Lines[1]);

        // Without a name it is the built-in one, whatever is imported.
        Assert.Equal("scenes", _bench.Run("map", image, "--top", "1", "--json").Objects[0].GetProperty("network").GetString());
        Assert.Equal(2, _bench.Run("network", "import", _bench.Network, "--name", "one").Code);
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network, "--name", "one", "--force").Code);
        Assert.Equal(0, _bench.Run("network", "import", _bench.Network).Code);
        Assert.Equal(0, _bench.Run("map", image, "--top", "1", "-n", "TINY").Code);

        Assert.Equal(0, _bench.Run("network", "remove", "ONE").Code);
        Assert.Equal(["scenes", "tiny"],
            _bench.Run("network", "list", "--json").Objects.Select(o => o.GetProperty("name").GetString()));
    }

    [Fact]
    public void What_cannot_be_installed_is_told()
    {
        var hash = new string('0', 64);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/a.onnx").Code);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/a.onnx", "--sha256", "12").Code);
        Assert.Equal(2, _bench.Run("network", "install", "ftp://127.0.0.1:1/a.onnx", "--sha256", hash).Code);
        Assert.Equal(2, _bench.Run("network", "install", "https://127.0.0.1:1/scenes.onnx", "--sha256", hash).Code);
        var refused = _bench.Run("network", "install", "http://127.0.0.1:1/a.onnx", "--sha256", hash); // nothing answers there
        Assert.Equal(1, refused.Code);
        Assert.Contains("http://127.0.0.1:1/a.onnx", refused.Error);
    }

    [Fact]
    public void An_empty_store_still_has_the_default()
    {
        var listed = Assert.Single(_bench.Run("network", "list", "--json").Objects);
        Assert.Equal(("scenes", true), (listed.GetProperty("name").GetString(), listed.GetProperty("isDefault").GetBoolean()));
        Assert.Contains(" default ", _bench.Run("network", "list").Out);
    }

    [Fact]
    public void Show_tells_what_the_network_takes_and_gives()
    {
        var shown = Assert.Single(_bench.Run("network", "show", _bench.Network, "--json").Objects);
        Assert.Equal((3, 16, 16), (shown.GetProperty("channels").GetInt32(), shown.GetProperty("height").GetInt32(),
            shown.GetProperty("width").GetInt32()));
        Assert.Equal(TinyNetwork.Labels, shown.GetProperty("labels").EnumerateArray().Select(l => l.GetString()!));
        var text = _bench.Run("network", "show", _bench.Network).Out;
        Assert.Contains("input         3×16×16\n", text);
        Assert.Contains("6: red thing; green thing; blue thing; Käfer, Biene; a/b; …", text);
    }

    [Fact]
    public void Show_tells_where_the_preprocessing_is_from()
    {
        File.Delete(Path.ChangeExtension(_bench.Network, ".json"));
        File.WriteAllText(_bench["config.json"], """
            {"architecture": "tiny", "pretrained_cfg": {"interpolation": "bicubic", "crop_pct": 0.8, "crop_mode": "squash",
             "mean": [0.5, 0.5, 0.5], "std": [1, 1, 1], "label_names": ["only one"]}}
            """);
        var shown = Assert.Single(_bench.Run("network", "show", _bench.Network, "--json").Objects);
        Assert.Equal(("bicubic", 20, true), (shown.GetProperty("interpolation").GetString(),
            shown.GetProperty("resizeHeight").GetInt32(), shown.GetProperty("isSquashed").GetBoolean()));
        Assert.Equal(("config.json", "default"), (shown.GetProperty("sources").GetProperty("mean").GetString(),
            shown.GetProperty("sources").GetProperty("labels").GetString()));
        Assert.Contains("'label_names'", Assert.Single(shown.GetProperty("notes").EnumerateArray()).GetString());
        var text = _bench.Run("network", "show", _bench.Network);
        Assert.Contains("mean          0.5, 0.5, 0.5  (config.json)", text.Out);
        Assert.Contains("channels      RGB  (default)", text.Out);
        Assert.Contains("note          config.json, field 'label_names'", text.Out);
        Assert.Empty(text.Error);

        var mapped = _bench.Run("map", _bench.Image("a.png"), "--network", _bench.Network, "--top", "1", "--json");
        Assert.Equal(0, mapped.Code);
        Assert.StartsWith($"saliency: note: {_bench.Network}: config.json, field 'label_names': ", mapped.Error);
        Assert.Single(mapped.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_exports_archive_is_read_as_it_is()
    {
        var zip = _bench["export.zip"];
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(_bench.Network, "model.onnx");
            using var labels = new StreamWriter(archive.CreateEntry("labels.txt").Open());
            labels.Write("a\nb\nc\nd\ne\nf\n");
        }

        Assert.Contains("6: a; b; c; d; e; …  (labels.txt)", _bench.Run("network", "show", zip).Out);
        Assert.Equal(0, _bench.Run("network", "import", zip).Code);
        var mapped = _bench.Run("map", _bench.Image("a.png"), "--network", "export", "--top", "1", "--json");
        Assert.Equal(("", "export"), (mapped.Error, mapped.Objects[0].GetProperty("network").GetString()));
    }
}
