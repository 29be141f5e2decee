using SaliencyPS.ClassModels;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Neurons;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency;

/// <summary>What is not finite is an error that names the layer, never a result.</summary>
public sealed class NotFiniteTests
{
    [Theory]
    [InlineData(SaliencyView.Whole), InlineData(SaliencyView.TenCrop)]
    public void Scores_that_overflow_name_the_first_layer_at_fault(SaliencyView view)
    {
        var error = Assert.Throws<NotFiniteNumberException>(() => Analyze(Overflowing(), new() { View = view }));
        Assert.Contains("where a finite value is due", error.Message);
        Assert.Contains("first in layer 3, 'huge' (ScaleShift)", error.Message);
    }

    [Fact]
    public void Scores_of_the_view_that_predicts_are_checked_too() => Assert.Throws<NotFiniteNumberException>(() =>
        Analyze(Overflowing(), new() { View = SaliencyView.Whole, ScoreView = SaliencyView.Center }));

    [Fact]
    public void A_gradient_that_overflows_names_the_layer_that_it_comes_from()
    {
        // Zero times a lot is a finite score with a gradient that is not.
        var network = Chain(new Relu(), new ScaleShift([0], [0]), new ScaleShift([1e30f], [0]), new ScaleShift([1e30f], [0]));
        var error = Assert.Throws<NotFiniteNumberException>(() => Analyze(network, new()));
        Assert.Contains("The map of 'class 0'", error.Message);
        Assert.Contains("first in layer 3, 'layer 3' (ScaleShift)", error.Message);
    }

    [Fact]
    public void Activations_that_overflow_are_an_error_of_a_neuron_too()
    {
        var network = Overflowing();
        var query = new NeuronQuery(network, new NeuronOptions { Layer = "huge" });
        var error = Assert.Throws<NotFiniteNumberException>(() =>
            new NeuronAnalyzer(query).Analyze(new DecodedImage(Image()), "p.png", Parallelism.Single).ToArray());
        Assert.Contains("'huge' (ScaleShift)", error.Message);
    }

    [Fact]
    public void A_class_model_tells_a_network_that_gives_no_numbers_from_an_ascent_that_diverges()
    {
        var network = Chain(new Flatten(), new Linear(48, 2, new float[96], [3e38f, 0]), new Relu(),
            new ScaleShift([3e38f], [0]));
        Assert.Contains("'layer 4' (ScaleShift)", Assert.Throws<NotFiniteNumberException>(() =>
            ClassModelSynthesizer.Create(network, 0, new ClassModelOptions { Iterations = 2 })).Message);
    }

    [Fact]
    public void A_network_that_no_array_can_hold_is_refused_with_its_size()
    {
        var builder = new NetworkBuilder(new TensorShape(1, 4096, 4096));
        builder.Add("one", new Convolution(1, 100, Window2D.Square(1), new float[100]));
        builder.Add("two", new Convolution(100, 100, Window2D.Square(1), new float[100], null, 100));
        builder.Add("mean", new AdaptiveAveragePool());
        var network = builder.Build("vast");
        Assert.Matches(@"Network 'vast' is too large\. A pass of 1 needs 1\d\.\d GB",
            Assert.Throws<ArgumentException>(() => SaliencyPlan.For(network, new SaliencyOptions())).Message);
        Assert.Throws<ArgumentException>(() => ComputeEngines.Default.CreateExecutor(network, new()));
    }

    [Theory]
    [InlineData(0, float.NaN), InlineData(7, float.PositiveInfinity), InlineData(40, float.NegativeInfinity)]
    public void The_first_value_that_is_not_finite_is_found_anywhere(int index, float value)
    {
        var values = Enumerable.Repeat(float.MaxValue, 41).ToArray();
        Assert.Equal(-1, Vectors.IndexOfNotFinite(values));
        values[index] = value;
        values[40] = float.NaN;
        Assert.Equal(index, Vectors.IndexOfNotFinite(values));
    }

    private static Network Overflowing()
    {
        var builder = new NetworkBuilder(new TensorShape(3, 4, 4));
        builder.Add("convolution", TestNetworks.Convolution(3, 4, Window2D.Square(3, 1, 1)));
        builder.Add("large", new Relu());
        builder.Add("huge", new ScaleShift([float.MaxValue], [float.MaxValue]));
        builder.Add("mean", new AdaptiveAveragePool());
        builder.Add("linear", new Linear(4, 2, TestNetworks.Values(8)));
        return builder.Build("overflowing") with { Preprocessing = new() { Resize = 4, Scale = 1 } };
    }

    private static Network Chain(params Layer[] layers) =>
        TestNetworks.Chain(new TensorShape(3, 4, 4), [.. layers.Select((layer, i) => ($"layer {i + 1}", layer))]);

    private static ClassSaliency[] Analyze(Network network, SaliencyOptions options) =>
        [.. new SaliencyAnalyzer(network, options with { Top = 1 }).Analyze(Image(), "p.png")];

    private static RgbImage Image()
    {
        var image = new RgbImage(4, 4);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(200 + i);
        return image;
    }
}
