using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Sanity;

public sealed class RandomWeightsTests
{
    [Fact]
    public void No_layer_changes_nothing_and_every_further_layer_changes_the_gradient()
    {
        var network = TestNetworks.Small(3);
        Assert.Equal(Gradient(network), Gradient(RandomWeights.Randomize(network, 0)));
        // Four layers with weights: three convolutions and one linear layer.
        float[][] gradients = [.. Enumerable.Range(0, 5).Select(layers => Gradient(RandomWeights.Randomize(network, layers)))];
        for (var i = 1; i < gradients.Length; i++) Assert.NotEqual(gradients[i - 1], gradients[i]);
        Assert.Equal(gradients[4], Gradient(RandomWeights.Randomize(network, 100)));
    }

    [Fact]
    public void The_seed_decides_and_the_spread_stays()
    {
        var weight = TestNetworks.Values(40_000, scale: 3);
        var network = TestNetworks.Chain(new TensorShape(200), ("fc", new Linear(200, 200, weight)));
        float[] Noise(int seed) => ((Linear)RandomWeights.Randomize(network, 1, seed).Nodes[1].Layer!).Weight.Span.ToArray();
        var noise = Noise(5);
        Assert.Equal(noise, Noise(5));
        Assert.NotEqual(noise, Noise(6));
        Assert.Equal(Math.Sqrt(weight.Average(w => (double)w * w)), Math.Sqrt(noise.Average(w => (double)w * w)), 0.03);
        Assert.Equal(0, noise.Average(), 0.05);
    }

    private static float[] Gradient(Network network)
    {
        var executor = TestExecutor.Fast(network);
        TestNetworks.Values(network.Input.Length, 9).CopyTo(executor.Input.Span);
        executor.Forward();
        return executor.Backward([1]).Span.ToArray();
    }
}
