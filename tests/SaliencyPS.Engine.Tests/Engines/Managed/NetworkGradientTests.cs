using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Input gradients of graphs in which layers are read many times or follow each other.</summary>
public class NetworkGradientTests
{
    [Fact]
    public void An_input_read_many_times_collects_all_its_gradients()
    {
        var builder = new NetworkBuilder(new TensorShape(2, 3, 3));
        var a = builder.Add("a", TestNetworks.Convolution(2, 3, Window2D.Square(3, 1, 1)), NetworkBuilder.Input);
        var r = builder.Add("r", new Relu(), a);
        var b = builder.Add("b", new Sigmoid(), a);
        var c = builder.Add("c", new Multiply(), r, r);
        var d = builder.Add("d", new Add(), r, b, c);
        var e = builder.Add("e", new Concat(), d, r, NetworkBuilder.Input);
        builder.Add("f", new Linear(72, 4, TestNetworks.Values(72 * 4)), e);
        GradientCheck.Run(builder.Build("test"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Small_networks(int seed) => GradientCheck.Run(TestNetworks.Small(seed), seed);
}
