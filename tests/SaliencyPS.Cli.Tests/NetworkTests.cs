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
        Assert.Contains("3×16×16, RGB", text);
        Assert.Equal("Softmax", shown.GetProperty("probability").GetString());
        Assert.Contains("probability   soft-max of the scores", text);
        Assert.Contains("6: red thing; green thing; blue thing; Käfer, Biene; a/b; …", text);
    }
}
