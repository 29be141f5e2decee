using SaliencyPS.Evaluation;
using SaliencyPS.Networks;
using SaliencyPS.Tests.Networks;
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
        var noise = RandomWeights.Like(weight, new Random(5));
        Assert.Equal(noise, RandomWeights.Like(weight, new Random(5)));
        Assert.NotEqual(noise, RandomWeights.Like(weight, new Random(6)));
        Assert.Equal(Math.Sqrt(weight.Average(w => (double)w * w)), Math.Sqrt(noise.Average(w => (double)w * w)), 0.03);
        Assert.Equal(0, noise.Average(), 0.05);
    }

    private static float[] Gradient(Network network)
    {
        var workspace = new Workspace<float>(network);
        TestNetworks.Values(network.Input.Length, 9).CopyTo(workspace.Input.Span);
        workspace.Forward();
        return workspace.Backward([1]).Span.ToArray();
    }
}
