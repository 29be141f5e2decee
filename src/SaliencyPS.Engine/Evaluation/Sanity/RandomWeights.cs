using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Evaluation;

/// <summary>
/// The sanity check of Adebayo et al. 2018 (section 3): a saliency map that does not change when the network forgets what it has
/// learned shows the picture, not the network.
/// </summary>
public static class RandomWeights
{
    /// <summary>
    /// The network with the weights of its last layers replaced, from the scores downwards (cascading randomization).
    /// </summary>
    /// <param name="network">The trained network; it stays as it is.</param>
    /// <param name="layers">How many convolutions and linear layers lose their weights; at most all of them.</param>
    /// <param name="seed">Decides the new weights: Gaussian noise of the old weights' standard
    /// deviation around zero. Biases stay.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than no layers.</exception>
    public static Network Randomize(Network network, int layers, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(layers);
        var nodes = network.Nodes.ToArray();
        var random = new Random(seed);
        for (var i = nodes.Length - 1; i > 0 && layers > 0; i--)
        {
            if (nodes[i].Layer!.Randomize(random) is not { } forgotten) continue;
            nodes[i] = nodes[i] with { Layer = forgotten };
            layers--;
        }

        return network with { Nodes = nodes };
    }

    /// <summary>Names of the layers that can lose their weights, the last first.</summary>
    public static IEnumerable<string> Layers(Network network) =>
        network.Nodes.Reverse().Where(node => node.Layer is Convolution or Linear).Select(node => node.Name);

    /// <summary>
    /// Gaussian noise around zero of the standard deviation that these weights have around zero (Box &amp; Muller 1958).
    /// </summary>
    internal static float[] Like(float[] weights, Random random)
    {
        var deviation = Math.Sqrt(weights.Average(w => (double)w * w));
        return [.. weights.Select(_ => (float)(
            deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
