using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class SeveralNetworksTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly string[] _two, _images;

    public SeveralNetworksTests()
    {
        TinyNetwork.Write(_bench["other.onnx"]);
        File.WriteAllText(_bench["other.json"], File.ReadAllText(_bench["other.json"])
            .Replace("red thing", "rot").Replace("\"std\": [1, 1, 1]", "\"std\": [0.5, 1, 1]"));
        _two = ["--network", _bench.Network, "--network", _bench["other.onnx"]];
        _images = [_bench.Image("a.png"), _bench.Image("b.png", channel: 1)];
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("map", "--top", "2")]
    [InlineData("map", "--class", "0", "--no-map")]
    [InlineData("box", "--top", "1", "--all-instances")]
    [InlineData("neuron", "--layer", "2", "--strongest", "2")]
    public void Each_image_is_shown_to_one_after_the_other(string command, params string[] options)
    {
        var both = _bench.Run([command, .. _images, .. options, .. _two, "--json", "--threads", "2"]);
        Assert.Equal((0, ""), (both.Code, both.Error));
        string[] Alone(string image, string network) =>
            _bench.Run([command, image, .. options, "--network", network, "--json"]).Lines;
        Assert.Equal(_images.SelectMany(image => Alone(image, _bench.Network).Concat(Alone(image, _bench["other.onnx"]))),
            both.Lines);

        var table = _bench.Run([command, _images[0], .. options, .. _two]);
        Assert.Equal(["tiny", "other"],
            table.Lines.Where(line => line.Contains("a.png: ")).Select(line => line.Split(": ")[^1]));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_once()
    {
        var result = _bench.Run(["map", _bench["none.png"], _images[0], .. _two, "--top", "1", "--json"]);
        Assert.Equal((1, 2), (result.Code, result.Objects.Length));
        Assert.Equal($"saliency: {_bench["none.png"]}: no such file or folder\n", result.Error);
    }

    [Fact]
    public void Each_is_measured_after_the_images()
    {
        var both = _bench.Run(["sanity", .. _images, "--top", "1", .. _two, "--json"]);
        Assert.Equal(["tiny", "tiny", "other", "other"], both.Objects.Select(o => o.GetProperty("network").GetString()));
        Assert.Equal(_bench.Run(["sanity", .. _images, "--top", "1", "--network", _bench["other.onnx"], "--json"]).Lines,
            both.Lines[2..]);
        Assert.Equal(["tiny", "other"], _bench.Run(["sanity", .. _images, "--top", "1", .. _two]).Lines.Where(l => l[0] != ' '));
    }

    [Fact]
    public void All_are_in_the_report_and_each_has_files_of_its_own()
    {
        Assert.Equal(0, _bench.Run(["report", .. _images, "--top", "1", .. _two, "--out", _bench["page.html"]]).Code);
        var page = File.ReadAllText(_bench["page.html"]);
        Assert.Contains("tiny", page);
        Assert.Contains("other", page);
        string[] map = ["map", .. _images, "--class", "1", "--kind", "overlay", .. _two, "--out", _bench["out"]];
        Assert.Equal(0, _bench.Run(map).Code);
        Assert.Equal(4, Directory.GetFiles(_bench["out"]).Length);
    }

    [Fact]
    public void A_class_that_one_does_not_know_is_wrong_usage_and_so_are_two_networks_where_one_is_wanted()
    {
        var unknown = _bench.Run(["map", .. _images, "--class", "red thing", .. _two]);
        Assert.Equal((2, ""), (unknown.Code, unknown.Out));
        Assert.Contains("'other'", unknown.Error);
        Assert.Equal(2, _bench.Run(["class-image", "--class", "0", "--out", _bench["c.png"], .. _two]).Code);
    }
}
