using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Layers as they are listed, networks that end at one, and what is kept of one that a pass goes through.</summary>
public class NetworkLayerTests
{
    [Fact]
    public void Layers_are_listed_with_shapes_and_receptive_fields()
    {
        var network = TestNetworks.Chain(new TensorShape(3, 32, 24),
            ("conv1", TestNetworks.Convolution(3, 8, Window2D.Square(3, 2, 1))), ("relu1", new Relu()), ("pool1", new MaxPool(Window2D.Square(3, 2))),
            ("conv2", TestNetworks.Convolution(8, 4, Window2D.Square(3, 1, 2) with { DilationY = 2, DilationX = 2 })), ("pool2", new AdaptiveAveragePool()), ("fc", new Linear(4, 2, new float[8])));
        var layers = network.Layers;
        Assert.Equal(["conv1", "relu1", "pool1", "conv2", "pool2", "fc"], layers.Select(layer => layer.Name));
        Assert.Equal(["3×3", "3×3", "7×7", "23×23", "32×24", "32×24"], layers.Select(layer => layer.ReceptiveField.ToString()));
        Assert.Equal((4, 4L), (layers[3].Channels, layers[3].ReceptiveField.StepY));
        Assert.Equal("Convolution", layers[0].Type);
    }

    [Fact]
    public void A_receptive_field_holds_every_input_that_counts()
    {
        var network = TestNetworks.Chain(new TensorShape(1, 24, 24), ("conv1", TestNetworks.Convolution(1, 3, Window2D.Square(5, 2, 2))),
            ("pool", new AveragePool(Window2D.Square(2, 2))), ("conv2", TestNetworks.Convolution(3, 2, Window2D.Square(3, 1, 1))));
        var workspace = new Workspace<float>(network);
        workspace.Forward();
        // The middle element of the last layer's first channel, whose field lies within the picture.
        var gradient = workspace.Backward([3 * 6 + 3]).Span.ToArray();
        var touched = Enumerable.Range(0, gradient.Length).Where(i => gradient[i] != 0).ToArray();
        var field = network.Layers[^1].ReceptiveField;
        Assert.Equal(field.Height, touched.Max(i => i / 24) - touched.Min(i => i / 24) + 1);
        Assert.Equal(field.Width, touched.Max(i => i % 24) - touched.Min(i => i % 24) + 1);
    }

    [Fact]
    public void A_layer_is_found_by_name_or_number()
    {
        var network = TestNetworks.Small(1);
        Assert.Equal(network.FindLayer("relu1"), network.FindLayer("RELU1"));
        Assert.Equal("relu1", network.Nodes[network.FindLayer("2")].Name);
        Assert.Contains("'conv1'", Assert.Throws<ArgumentException>(() => network.FindLayer("nowhere")).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_layer_can_be_tapped_and_ended_at(bool reference)
    {
        var network = TestNetworks.Small(2);
        foreach (var layer in network.Layers)
        {
            var input = TestNetworks.Values(2 * network.Input.Length, 5);
            var whole = new Workspace<float>(network, batch: 2, gradientsPerSample: 2, reference, layer.Index);
            input.CopyTo(whole.Input.Span);
            whole.Forward();
            var end = new Workspace<float>(network.UpTo(layer.Index), batch: 2, gradientsPerSample: 2, reference);
            input.CopyTo(end.Input.Span);
            Assert.Equal(end.Forward().Span, whole.TapValue.Span);

            // ∂S/∂input = Σ ∂S/∂result · ∂result/∂input, where nothing else leads past the layer.
            var gradient = whole.Backward([0, 1, 2, 3]).Span.ToArray();
            var atTap = whole.TapGradient.Span.ToArray();
            Assert.Equal(atTap, whole.BackwardToTap([0, 1, 2, 3]).Span.ToArray());
            if (layer.Name is "expand1" or "expand3" or "concat") continue; // the residual connection goes past them
            atTap.CopyTo(end.Seeds.Span);
            var composed = end.BackwardFromSeeds().Span;
            for (var i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i], composed[i], 1e-5);
        }
    }
}
