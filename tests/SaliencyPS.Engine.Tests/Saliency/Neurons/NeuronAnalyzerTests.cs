using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Tensors;
using SaliencyPS.Tests.Saliency.Analysis;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Neurons;

public class NeuronAnalyzerTests
{
    private static readonly Preprocessing Plain = new() { Mean = [0, 0, 0], Std = [1, 1, 1], Resize = 12 };

    // captum's BasicModel_MultiLayer. The first channel's weights stand for its input; pixels are 0 … 255, so
    // that 0, 100, 0 is one of three pixels.
    private static readonly (string, Layer)[] Perceptron =
    [
        ("linear0", new Linear(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1])),
        ("linear1", new Linear(3, 4, [.. Enumerable.Repeat(1f, 12)], [-10, 1, 1, 1])),
        ("relu", new Relu()),
        ("linear2", new Linear(4, 2, [.. Enumerable.Repeat(1f, 8)], [-1, 1])),
    ];

    [Theory]
    [InlineData("linear2", 0, new byte[] { 0, 100, 0 }, 4, 392)]
    [InlineData("linear1", 0, new byte[] { 0, 100, 0 }, 1, 90)]
    [InlineData("linear0", 1, new byte[] { 0, 5, 4 }, 0, 5)]
    [InlineData("relu", 0, new byte[] { 0, 5, 4 }, 0, 0)]
    [InlineData("relu", 1, new byte[] { 0, 5, 4 }, 1, 10)]
    public void Neurons_of_a_perceptron_have_captums_gradients(string layer, int neuron, byte[] pixels,
        float gradient, double activation)
    {
        // One row of three grey pixels: what the network takes for a color is their brightness.
        var result = Analyze(Grey(3, Perceptron), Row(pixels), new() { Layer = layer, Channels = [neuron] }).Single();
        Assert.Equal(layer == "linear0" ? [0, 1, 0] : [gradient, gradient, gradient], result.Map.Grid.ToArray());
        Assert.Equal(activation, result.Activation, 1e-4);
        Assert.Equal((layer, neuron, (int?)null, (int?)null, 3, 1),
            (result.Layer, result.Channel, result.Row, result.Column, result.Width, result.Height));
    }

    [Fact]
    public void A_channel_is_the_sum_of_its_neurons()
    {
        // captum's BasicModel_MultiLayer at its rectifier, its four neurons as one channel.
        var network = Grey(3, [Perceptron[1], Perceptron[2], ("grid", new Reshape(new TensorShape(1, 2, 2)))]);
        var channel = Analyze(network, Row([0, 5, 4]), new() { Layer = "grid", Channels = [0] }).Single();
        Assert.Equal([3, 3, 3], channel.Map.Grid.ToArray());
        Assert.Equal(30, channel.Activation, 1e-4);
        Assert.Null(channel.Row);
        var one = Analyze(network, Row([0, 5, 4]), new() { Layer = "grid", Channels = [0], Position = (1, 0) }).Single();
        Assert.Equal([1, 1, 1], one.Map.Grid.ToArray());
        Assert.Equal((10, 1, 0), (Math.Round(one.Activation, 4), one.Row, one.Column));
    }

    [Fact]
    public void The_map_of_a_linear_neuron_is_the_largest_weight_over_the_channels()
    {
        var weight = TestNetworks.Values(3 * 36 * 2, 5);
        var network = TestNetworks.Chain(new TensorShape(3, 6, 6),
            ("fc", new Linear(108, 2, weight))) with { Preprocessing = Plain };
        var result = Analyze(network, SaliencyAnalyzerTests.Noise(6, 6), new() { Layer = "fc", Channels = [1] }).Single();
        for (var i = 0; i < 36; i++)
            Assert.Equal(Enumerable.Range(0, 3).Max(c => Math.Abs(weight[108 + c * 36 + i])), result.Map.Grid[i]);
    }

    [Theory]
    [InlineData(SaliencyView.Whole, GradientRule.Backpropagation, SaliencyMethod.Gradient)]
    [InlineData(SaliencyView.Center, GradientRule.Backpropagation, SaliencyMethod.Gradient)]
    [InlineData(SaliencyView.Whole, GradientRule.Guided, SaliencyMethod.GuidedBackprop)]
    [InlineData(SaliencyView.Whole, GradientRule.Deconvnet, SaliencyMethod.Deconvnet)]
    public void A_score_is_a_neuron_of_the_last_layer(SaliencyView view, GradientRule rule, SaliencyMethod method)
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Plain };
        var image = SaliencyAnalyzerTests.Noise(20, 15);
        var classes = new SaliencyAnalyzer(network, new SaliencyOptions { View = view, Attribution = new() { Method = method } })
            .Analyze(image, "p.png").ToArray();
        var neurons = Analyze(network, image, new() { Layer = network.Layers[^1].Name, View = view, Rule = rule });
        Assert.Equal(classes.Select(c => (c.ClassIndex, c.Score)), neurons.Select(n => (n.Channel, n.Activation)));
        Assert.All(classes.Zip(neurons), pair => Assert.Equal(pair.First.Map.Grid, pair.Second.Map.Grid));
    }

    [Fact]
    public void The_strongest_neurons_come_first_and_equal_ones_by_index()
    {
        // Four channels of 3×3 that pass on the image's brightness, times 1, 2, 2 and −1.
        var network = TestNetworks.Chain(new TensorShape(1, 3, 3),
            ("conv", new Convolution(1, 4, Window2D.Square(1), [1, 2, 2, -1]))) with { Preprocessing = OneChannel };
        var image = new RgbImage(3, 3);
        for (var i = 0; i < 9; i++) image.Pixels.AsSpan(3 * i, 3).Fill((byte)(i == 4 ? 90 : i == 7 ? 50 : 10));
        Assert.Equal([(1, 1, 1), (2, 1, 1), (1, 2, 1), (2, 2, 1), (0, 1, 1)], Places(new() { Layer = "conv" }));
        Assert.Equal([(0, 1, 1), (0, 2, 1), (0, 0, 0)], Places(new() { Layer = "conv", Channels = [0], Strongest = 3 }));
        Assert.Equal([(1, 0, 2), (2, 0, 2)], Places(new() { Layer = "conv", Position = (0, 2), Strongest = 2 }));
        Assert.Equal([(3, 2, 2), (0, 2, 2)], Places(new() { Layer = "1", Position = (2, 2), Channels = [3, 0, 3] }));
        Assert.Equal(36, Places(new() { Layer = "conv", Strongest = 1000 }).Length);

        (int, int, int)[] Places(NeuronOptions options) =>
            [.. Analyze(network, image, options).Select(n => (n.Channel, n.Row!.Value, n.Column!.Value))];
    }

    [Theory]
    [InlineData(SaliencyView.Whole, 33, 27)]
    [InlineData(SaliencyView.Whole, 9, 11)]
    [InlineData(SaliencyView.Center, 40, 18)]
    public void Nothing_lies_outside_the_receptive_field(SaliencyView view, int width, int height)
    {
        var network = TestNetworks.Small(4) with { Preprocessing = Plain };
        foreach (var layer in network.Layers)
            foreach (var neuron in Analyze(network, SaliencyAnalyzerTests.Noise(width, height),
                new() { Layer = layer.Name, Strongest = 12, View = view }))
            {
                var (map, box) = (neuron.Map, neuron.ReceptiveField);
                Assert.True(box is { X: >= 0, Y: >= 0, Area: > 0 } && box.X + box.Width <= width && box.Y + box.Height <= height,
                    $"{box}");
                for (var i = 0; i < map.Grid.Length; i++)
                {
                    if (map.Grid[i] == 0) continue;
                    var (y, x) = ((i / map.GridWidth + 0.5) * height / map.GridHeight,
                        (i % map.GridWidth + 0.5) * width / map.GridWidth);
                    Assert.True(x > box.X && x < box.X + box.Width && y > box.Y && y < box.Y + box.Height,
                        $"{neuron}: {x},{y} is outside {box}.");
                }
            }
    }

    [Fact]
    public void A_receptive_field_is_where_the_neuron_is()
    {
        // A window of 3×3 with stride 2 and padding 1 sees rows 1 … 3 of 8 from position 1; half as
        // fine an image has twice as many rows.
        var network = TestNetworks.Chain(new TensorShape(3, 8, 8),
            ("conv", TestNetworks.Convolution(3, 1, Window2D.Square(3, 2, 1)))) with { Preprocessing = Plain };
        NeuronSaliency At(int row, int column, int width, int height) =>
            Analyze(network, SaliencyAnalyzerTests.Noise(width, height),
                new() { Layer = "conv", Channels = [0], Position = (row, column) }).Single();
        Assert.Equal(new(3, 1, 3, 3), At(1, 2, 8, 8).ReceptiveField);
        Assert.Equal(new(0, 0, 2, 2), At(0, 0, 8, 8).ReceptiveField);
        Assert.Equal(new(6, 2, 6, 6), At(1, 2, 16, 16).ReceptiveField);
        Assert.Equal(new(0, 0, 20, 8), Analyze(network, SaliencyAnalyzerTests.Noise(20, 8),
            new() { Layer = "conv", Channels = [0] }).Single().ReceptiveField);
    }

    [Fact]
    public void Rules_differ_at_rectifiers_only()
    {
        var network = TestNetworks.Small(5) with { Preprocessing = Plain };
        float[] Map(string layer, GradientRule rule) =>
            Analyze(network, SaliencyAnalyzerTests.Noise(20, 15), new() { Layer = layer, Channels = [2], Rule = rule })
                .Single().Map.Grid.ToArray();
        Assert.Equal(Map("conv1", GradientRule.Backpropagation), Map("conv1", GradientRule.Guided));
        var maps = Enum.GetValues<GradientRule>().Select(rule => Map("fc", rule)).ToArray();
        Assert.NotEqual(maps[0], maps[1]);
        Assert.NotEqual(maps[0], maps[2]);
        Assert.NotEqual(maps[1], maps[2]);
    }

    [Fact]
    public void Threads_and_batches_change_no_byte()
    {
        var network = TestNetworks.Small(6) with { Preprocessing = Plain };
        var options = new NeuronOptions { Layer = "residual", Strongest = 23, Rule = GradientRule.Guided };
        var image = SaliencyAnalyzerTests.Noise(31, 22);
        var all = Analyze(network, image, options, threads: 1);
        Assert.Equal(23, all.Length);
        Assert.All(all.Zip(Analyze(network, image, options, threads: 2)),
            pair => Assert.Equal(pair.First.Map.Grid, pair.Second.Map.Grid));
        foreach (var neuron in all)
        {
            var alone = Analyze(network, image, options with
            {
                Strongest = null, Channels = [neuron.Channel], Position = (neuron.Row!.Value, neuron.Column!.Value)
            }).Single();
            Assert.Equal((neuron.Activation, neuron.ReceptiveField), (alone.Activation, alone.ReceptiveField));
            Assert.Equal(neuron.Map.Grid, alone.Map.Grid);
        }
    }

    [Fact]
    public void One_forward_pass_serves_all_neurons()
    {
        var query = new NeuronQuery(TestNetworks.Small(7) with { Preprocessing = Plain },
            new() { Layer = "relu1", Strongest = 12 });
        var analyzer = new NeuronAnalyzer(query);
        Assert.Equal(12, analyzer.Analyze(new DecodedImage(SaliencyAnalyzerTests.Noise(9, 9)), "p", Parallelism.Single).Count());
        Assert.Equal((1, 20), analyzer.Count); // ten neurons in a pass, the second not full
    }

    [Theory]
    [InlineData("nowhere", null, null, null, "nowhere")]
    [InlineData("conv1", 8, null, null, "channel 8")]
    [InlineData("conv1", -1, null, null, "channel -1")]
    [InlineData("conv1", null, 6, 0, "row 6")]
    [InlineData("conv1", null, 0, 5, "column 5")]
    [InlineData("fc", null, 1, 0, "row 1")]
    public void What_is_not_there_is_named(string layer, int? channel, int? row, int? column, string named)
    {
        var options = new NeuronOptions
        {
            Layer = layer, Channels = channel is { } c ? [c] : null, Position = row is { } y ? (y, column!.Value) : null
        };
        Assert.Contains(named, Assert.Throws<ArgumentException>(() => new NeuronQuery(TestNetworks.Small(8), options)).Message);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var network = TestNetworks.Small(8);
        Assert.Contains("ten", Assert.Throws<ArgumentException>(() =>
            new NeuronQuery(network, new() { Layer = "fc", View = SaliencyView.TenCrop })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuronQuery(network, new() { Layer = "fc", Strongest = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NeuronQuery(network, new() { Layer = "fc", Threads = 0 }));
        Assert.Contains("2 channels", Assert.Throws<ArgumentException>(() =>
            new NeuronQuery(TestNetworks.Chain(new TensorShape(2, 3, 3), ("relu", new Relu())),
                new() { Layer = "relu" })).Message);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_layer_of_a_real_network_can_be_asked()
    {
        var network = NetworkReader.Read(SharedData.Path("networks", "squeezenet1_1.onnx"));
        var path = Directory.GetFiles(SharedData.Path("photos224"), "*.jpg").Order(StringComparer.Ordinal).First();
        var image = ImageDecoder.Read(path);
        foreach (var layer in network.Layers)
        {
            var neuron = Analyze(network, image, new() { Layer = layer.Name, Strongest = 1 }).Single();
            var (map, box) = (neuron.Map, neuron.ReceptiveField);
            Assert.True(float.IsFinite(map.Maximum) && map.Maximum > 0, $"{neuron}");
            var (x, y) = map.Peak;
            Assert.True(x > box.X && x < box.X + box.Width && y > box.Y && y < box.Y + box.Height,
                $"{neuron}: {x},{y} is outside {box}.");
        }
    }

    private static Preprocessing OneChannel { get; } = new() { Mean = [0], Std = [1], Scale = 1 };

    private static Network Grey(int pixels, (string, Layer)[] layers) =>
        TestNetworks.Chain(new TensorShape(1, 1, pixels), layers) with { Preprocessing = OneChannel };

    private static RgbImage Row(byte[] levels) =>
        new(levels.Length, 1, [.. levels.SelectMany(level => new[] { level, level, level })]);

    private static NeuronSaliency[] Analyze(Network network, RgbImage image, NeuronOptions options, int threads = 2) =>
        [.. new NeuronAnalyzer(new NeuronQuery(network, options))
            .Analyze(new DecodedImage(image), "p.png", new Parallelism(threads))];
}
