using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Gradients whose figures are published in other tools' tests or follow from the model by hand.</summary>
public class KnownGradientTests
{
    [Fact]
    public void One_minus_relu_of_one_minus_x()
    {
        // captum's BasicModel; at x = 1 the rectifier sits on its kink, where its derivative is 0.
        var gradient = Diagonal(TestNetworks.Chain(new TensorShape(6), ("flip", new ScaleShift([-1], [1])), ("relu", new Relu()),
            ("back", new ScaleShift([-1], [1]))), [1, 2, 3, 0, -1, 7]);
        Assert.Equal([0, 0, 0, 1, 1, 0], gradient);
    }

    [Theory]
    [InlineData(0, 54, new float[] { 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0 })]
    [InlineData(1, 67, new float[] { 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 0, 0, 0, 0 })]
    public void One_convolution(int offset, float score, float[] expected)
    {
        // captum's BasicModel_ConvNet_One_Conv on 0 … 15 and on 1 … 16.
        float[] row = [1, 1, 1, 1, 1, -1, -1, -1];
        var network = TestNetworks.Chain(new TensorShape(1, 4, 4),
            ("conv", new Convolution(1, 2, Window2D.Square(3), [.. Enumerable.Repeat(1f, 18)], [-50, -75])),
            ("relu1", new Relu()), ("flatten", new Flatten()),
            ("fc", new Linear(8, 4, [.. row, .. row, .. row, .. row])), ("relu2", new Relu()));
        var executor = TestExecutor.Fast(network);
        for (var i = 0; i < 16; i++) executor.Input.Span[i] = i + offset;
        Assert.Equal(score, executor.Forward().Span[0]);
        Assert.Equal(expected, executor.Backward([0]).Span.ToArray());
    }

    [Theory]
    [InlineData("linear2", 0, new float[] { 0, 100, 0 }, new float[] { 4, 4, 4 })]
    [InlineData("linear1", 0, new float[] { 0, 100, 0 }, new float[] { 1, 1, 1 })]
    [InlineData("relu", 0, new float[] { 0, 5, 4 }, new float[] { 0, 0, 0 })]
    [InlineData("relu", 1, new float[] { 0, 5, 4 }, new float[] { 1, 1, 1 })]
    public void Neurons_of_a_perceptron(string layer, int neuron, float[] input, float[] expected)
    {
        // captum's BasicModel_MultiLayer, cut after the layer that the neuron belongs to.
        (string, Layer)[] layers =
        [
            ("linear0", new Linear(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1])),
            ("linear1", new Linear(3, 4, [.. Enumerable.Repeat(1f, 12)], [-10, 1, 1, 1])),
            ("relu", new Relu()),
            ("linear2", new Linear(4, 2, [.. Enumerable.Repeat(1f, 8)], [-1, 1])),
        ];
        var network = TestNetworks.Chain(new TensorShape(3), layers[..(Array.FindIndex(layers, l => l.Item1 == layer) + 1)]);
        var executor = TestExecutor.Fast(network);
        input.CopyTo(executor.Input.Span);
        executor.Forward();
        Assert.Equal(expected, executor.Backward([neuron]).Span.ToArray());
    }

    [Fact]
    public void The_sum_of_all_neurons_of_a_layer()
    {
        // captum's BasicModel_MultiLayer at its rectifier, all four neurons seeded with one.
        var network = TestNetworks.Chain(new TensorShape(3),
            ("linear1", new Linear(3, 4, [.. Enumerable.Repeat(1f, 12)], [-10, 1, 1, 1])), ("relu", new Relu()));
        var executor = TestExecutor.Fast(network);
        ((float[])[0, 5, 4]).CopyTo(executor.Input.Span);
        executor.Forward();
        executor.LogitGradients.Span.Fill(1);
        Assert.Equal([3, 3, 3], executor.Backward().Span.ToArray());
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(-1, -1, 1)]
    public void Two_opposed_rectifiers(float x, float y, float expected)
    {
        // keras-vis' 2-2-1 network: relu(x + y) − relu(−x − y), flat where both rectifiers sit on their kink.
        var network = TestNetworks.Chain(new TensorShape(2), ("hidden", new Linear(2, 2, [-1, -1, 1, 1])), ("relu", new Relu()),
            ("out", new Linear(2, 1, [-1, 1])));
        var executor = TestExecutor.Fast(network);
        (executor.Input.Span[0], executor.Input.Span[1]) = (x, y);
        executor.Forward();
        Assert.Equal([expected, expected], executor.Backward([0]).Span.ToArray());
    }

    [Fact]
    public void Two_inputs()
    {
        // captum's BasicModel5_MultiArgs, relu(relu(a − 1)·2 − relu(b)·3)[1], with a and b as the two channels of one input.
        var builder = new NetworkBuilder(new TensorShape(2, 1, 3));
        var a = builder.Add("a", new Convolution(2, 1, Window2D.Square(1), [1, 0], [-1]), NetworkBuilder.Input);
        var b = builder.Add("b", new Convolution(2, 1, Window2D.Square(1), [0, 1]), NetworkBuilder.Input);
        var twice = builder.Add("twice", new ScaleShift([2], [0]), builder.Add("relu a", new Relu(), a));
        var minus = builder.Add("minus thrice", new ScaleShift([-3], [0]), builder.Add("relu b", new Relu(), b));
        builder.Add("relu", new Relu(), builder.Add("sum", new Add(), twice, minus));
        var executor = TestExecutor.Fast(builder.Build("test"));
        ((float[])[10.5f, 12, 34.3f, 1, 3.5f, 23.2f]).CopyTo(executor.Input.Span);
        executor.Forward();
        Assert.Equal([0, 2, 0, 0, -3, 0], executor.Backward([1]).Span.ToArray());
    }

    // ∂y_i/∂x_i for every i.
    private static float[] Diagonal(Network network, float[] input)
    {
        var executor = TestExecutor.Fast(network, 1, input.Length);
        input.CopyTo(executor.Input.Span);
        executor.Forward();
        var gradients = executor.Backward([.. Enumerable.Range(0, input.Length)]);
        return [.. Enumerable.Range(0, input.Length).Select(i => gradients.Sample(i)[i])];
    }
}
