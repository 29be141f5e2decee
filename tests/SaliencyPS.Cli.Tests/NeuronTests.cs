using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class NeuronTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Json_has_the_neurons_numbers()
    {
        var path = _bench.Image("a.png", 30, 22, channel: 2);
        var lines = _bench.Run("neuron", path, "-n", _bench.Network, "--layer", "2", "--strongest", "3", "--view", "center",
            "--rule", "guided", "--json").Objects;
        var query = new NeuronQuery(NetworkReader.Read(_bench.Network),
            new() { Layer = "2", Strongest = 3, View = SaliencyView.Center, Rule = GradientRule.Guided });
        var neurons = new NeuronAnalyzer(query)
            .Analyze(new DecodedImage(ImageDecoder.Read(path)), path, Parallelism.Single).ToArray();
        Assert.Equal(
            ["path", "layer", "channel", "row", "column", "activation", "receptiveField", "width", "height",
                "maximum", "rule", "view", "channelReduction", "reduction", "network", "networkDigest", "moduleVersion",
                "engine"],
            lines[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            neurons.Select(n => (n.Channel, n.Row!.Value, n.Column!.Value, n.Activation, n.ReceptiveField.X, n.Map.Maximum)),
            lines.Select(l =>
                (l.GetProperty("channel").GetInt32(), l.GetProperty("row").GetInt32(), l.GetProperty("column").GetInt32(),
                l.GetProperty("activation").GetDouble(), l.GetProperty("receptiveField").GetProperty("x").GetInt32(),
                l.GetProperty("maximum").GetSingle())));
        Assert.Equal("Guided", lines[0].GetProperty("rule").GetString());
        Assert.Equal("blue", TinyNetwork.Labels[neurons[0].Channel].Split(' ')[0]);
    }

    [Fact]
    public void Channels_come_as_they_are_asked_for_and_files_tell_them_apart()
    {
        string[] where = ["neuron", _bench.Image("a.png", 30, 22), "-n", _bench.Network, "--layer", "relu"];
        // The tiny network's layers have no names of their own: the second is the rectifier.
        where[^1] = NetworkReader.Read(_bench.Network).Layers[1].Name;
        var whole = _bench.Run([.. where, "-c", "4", "-c", "1", "--out", _bench["out"], "--kind", "overlay"]);
        Assert.Equal((0, ""), (whole.Code, whole.Error));
        Assert.Equal(["4", "1"], whole.Lines[2..].Select(line => line.Trim().Split(' ')[0]));
        var one = _bench.Run([.. where, "-c", "4", "--position", "3,5", "--out", _bench["out"], "--kind", "overlay"]);
        Assert.Contains(" 3,5 ", one.Out);
        var names = Directory.GetFiles(_bench["out"]).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(3, names.Length);
        Assert.EndsWith(".1.overlay.png", names[0]);
        Assert.EndsWith(".4.3-5.overlay.png", names[1]);
        Assert.EndsWith(".4.overlay.png", names[2]);
    }

    [Fact]
    public void Show_draws_the_neuron()
    {
        var result = _bench.Run("neuron", _bench.Image("a.png", 30, 22), "-n", _bench.Network, "--layer", "2",
            "--strongest", "1", "--show");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Matches(@"^a\.png: .+ channel 0 at \d+,\d+, activation \d", result.Lines[0]);
        Assert.Contains(result.Lines, line => line.Contains('@'));
    }

    [Theory]
    [InlineData("--layer", "nowhere", "'nowhere'"), InlineData("--channel", "6", "0 to 5"),
        InlineData("--position", "3", "a row and a column"), InlineData("--position", "99,0", "row 99")]
    [InlineData("--view", "tencrop", "whole or center"), InlineData("--strongest", "0", "1 to"),
        InlineData("--rule", "sideways", "guided"), InlineData("--memory", "1KB", "limit")]
    public void What_is_not_there_is_wrong_usage(string option, string value, string message)
    {
        string[] layer = option == "--layer" ? [] : ["--layer", "2"];
        var result = _bench.Run(["neuron", _bench.Image("a.png"), "-n", _bench.Network, .. layer, option, value]);
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains(message, result.Error);
    }

    [Fact]
    public void Layers_of_a_network_are_listed()
    {
        var layers = NetworkReader.Read(_bench.Network).Layers;
        var lines = _bench.Run("network", "show", _bench.Network, "--layers", "--json").Objects;
        Assert.Equal(layers.Select(l => (l.Index, l.Name, l.Type, l.Channels)), lines.Select(l => (
            l.GetProperty("index").GetInt32(), l.GetProperty("name").GetString()!, l.GetProperty("type").GetString()!,
            l.GetProperty("channels").GetInt32())));
        Assert.Equal(3, lines[0].GetProperty("receptiveField").GetProperty("height").GetInt32());
        var text = _bench.Run("network", "show", _bench.Network, "--layers").Lines;
        Assert.Equal(layers.Count + 1, text.Length);
        Assert.Matches(@"^ +1  6×16×16 +3×3 +Convolution +\S", text[1]);
    }
}
