using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Layers as they are listed, networks that end at one, and what is kept of one that a pass goes through.</summary>
public class NetworkLayerTests
{
    [Fact]
    public void Layers_are_listed_with_shapes_and_receptive_fields()
    {
        var network = TestNetworks.Chain(new TensorShape(3, 32, 24),
            ("conv1", TestNetworks.Convolution(3, 8, Window2D.Square(3, 2, 1))), ("relu1", new Relu()),
            ("pool1", new MaxPool(Window2D.Square(3, 2))),
            ("conv2", TestNetworks.Convolution(8, 4, Window2D.Square(3, 1, 2) with { DilationY = 2, DilationX = 2 })),
            ("pool2", new AdaptiveAveragePool()), ("fc", new Linear(4, 2, new float[8])));
        var layers = network.Layers;
        Assert.Equal(["conv1", "relu1", "pool1", "conv2", "pool2", "fc"], layers.Select(layer => layer.Name));
        Assert.Equal(["3×3", "3×3", "7×7", "23×23", "32×24", "32×24"], layers.Select(layer => layer.ReceptiveField.ToString()));
        Assert.Equal((4, 4L), (layers[3].Channels, layers[3].ReceptiveField.StepY));
        Assert.Equal("Convolution", layers[0].Type);
    }

    [Fact]
    public void A_receptive_field_holds_every_input_that_counts()
    {
        var network = TestNetworks.Chain(new TensorShape(1, 24, 24),
            ("conv1", TestNetworks.Convolution(1, 3, Window2D.Square(5, 2, 2))),
            ("pool", new AveragePool(Window2D.Square(2, 2))),
            ("conv2", TestNetworks.Convolution(3, 2, Window2D.Square(3, 1, 1))));
        var executor = TestExecutor.Fast(network);
        executor.Forward();
        // The middle element of the last layer's first channel, whose field lies within the image.
        var gradient = executor.Backward([3 * 6 + 3]).Span.ToArray();
        var touched = Enumerable.Range(0, gradient.Length).Where(i => gradient[i] != 0).ToArray();
        var field = network.Layers[^1].ReceptiveField;
        Assert.Equal(field.Height, touched.Max(i => i / 24) - touched.Min(i => i / 24) + 1);
        Assert.Equal(field.Width, touched.Max(i => i % 24) - touched.Min(i => i % 24) + 1);
    }

    [Fact]
    public void A_receptive_field_holds_every_input_that_counts_wherever_the_element_is()
    {
        // Layers that move, join and lose places: branches of several windows, a pad on one side, a gate, parts of unequal size.
        var builder = new NetworkBuilder(new TensorShape(1, 23, 19));
        var stem = builder.Add("stem",
            TestNetworks.Convolution(1, 2, new Window2D(3, 5) { StrideY = 2, PadTop = 2, PadLeft = 1, PadRight = 3 }),
            NetworkBuilder.Input);
        var near = builder.Add("near", TestNetworks.Convolution(2, 2, Window2D.Square(1)), stem);
        var far = builder.Add("far",
            TestNetworks.Convolution(2, 2, Window2D.Square(3, 1, 2) with { DilationY = 2, DilationX = 2 }), stem);
        var both = builder.Add("both", new Concat(), near, far);
        var padded = builder.Add("padded", new Pad(1, 0, 0, 2), both);
        var pooled = builder.Add("pooled", new AveragePool(Window2D.Square(2, 2)), padded);
        var parts = builder.Add("parts", new AdaptiveAveragePool(4, 3), pooled);
        builder.Add("gated", new Multiply(), parts, builder.Add("gate", TestNetworks.Convolution(4, 4, Window2D.Square(1)),
            builder.Add("mean", new AdaptiveAveragePool(), parts)));
        builder.Add("vector", new Flatten());
        var network = builder.Build("test");
        var counted = 0;
        foreach (var layer in network.Layers)
        {
            var executor = TestExecutor.Fast(network.UpTo(layer.Index));
            TestNetworks.Values(network.Input.Length, 3).CopyTo(executor.Input.Span);
            executor.Forward();
            for (var i = 0; i < layer.Shape.Length; i++)
            {
                var gradient = executor.Backward([i]).Span;
                var (row, column) = Math.DivRem(i % layer.Shape.Plane, layer.Width);
                var (top, left, bottom, right) = layer.Unbounded.Of(row, column, 1, 1, network.Input);
                for (var p = 0; p < gradient.Length; p++)
                {
                    if (gradient[p] == 0) continue;
                    Assert.True(p / 19 >= top && p / 19 < bottom && p % 19 >= left && p % 19 < right,
                        $"{layer} {row},{column} depends on {p / 19},{p % 19}, beyond {top},{left} to {bottom},{right}.");
                    counted++;
                }

                if (layer.Name == "far")
                    Assert.True(bottom - top <= layer.ReceptiveField.Height && right - left <= layer.ReceptiveField.Width);
            }
        }

        Assert.True(counted > 1000);
    }

    [Fact]
    public void A_receptive_field_beyond_all_numbers_is_one_of_everything()
    {
        var field = ReceptiveField.Point;
        for (var i = 0; i < 9; i++)
            field = field.Through(Window2D.Square(int.MaxValue, int.MaxValue, int.MaxValue) with { DilationY = int.MaxValue });
        Assert.Equal((0, 0, 30, 40), field.Of(7, 7, 2, 2, new TensorShape(3, 30, 40)));
        Assert.Equal("30×40", field.Within(new TensorShape(3, 30, 40)).ToString());
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
            var whole = TestExecutor.Of(reference, network, batch: 2, gradientsPerSample: 2, hooks: layer.Index);
            input.CopyTo(whole.Input.Span);
            whole.Forward();
            var end = TestExecutor.Of(reference, network.UpTo(layer.Index), batch: 2, gradientsPerSample: 2);
            input.CopyTo(end.Input.Span);
            Assert.Equal(end.Forward().Span, whole.Value(layer.Index).Span);

            // ∂S/∂input = Σ ∂S/∂result · ∂result/∂input, where nothing else leads past the layer.
            var gradient = whole.Backward([0, 1, 2, 3]).Span.ToArray();
            var atLayer = whole.Gradient(layer.Index).Span.ToArray();
            Assert.Equal(atLayer, whole.Backward([0, 1, 2, 3], until: layer.Index).Span.ToArray());
            if (layer.Name is "expand1" or "expand3" or "concat") continue; // the residual connection goes past them
            atLayer.CopyTo(end.LogitGradients.Span);
            var composed = end.Backward().Span;
            for (var i = 0; i < gradient.Length; i++) Assert.Equal(gradient[i], composed[i], 1e-5);
        }
    }
}
