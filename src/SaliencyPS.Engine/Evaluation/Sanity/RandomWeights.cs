using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Evaluation.Sanity;

/// <summary>
/// The sanity check of Adebayo et al. 2018 (section 3): a saliency map that does not change when the network forgets what it has
/// learned shows the image, not the network.
/// </summary>
internal static class RandomWeights
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
            if (!Learns(nodes[i]) || nodes[i].Layer is not WeightedLayer layer) continue;
            nodes[i] = nodes[i] with { Layer = layer.With(Like(layer.Weight, random), layer.Bias) };
            layers--;
        }

        return network with { Nodes = nodes, Digest = null };
    }

    /// <summary>Names of the layers that can lose their weights, the last first.</summary>
    public static IEnumerable<string> Layers(Network network) => network.Nodes.Reverse().Where(Learns).Select(node => node.Name);

    // A scale and shift is what is left of a normalization; it stays.
    private static bool Learns(Node node) => node.Layer is WeightedLayer and not ScaleShift;

    // Gaussian noise around zero of the standard deviation that these weights have around zero (Box & Muller 1958).
    private static Weights Like(Weights weights, Random random)
    {
        var squares = 0.0;
        foreach (var weight in weights.Span) squares += (double)weight * weight;
        var deviation = Math.Sqrt(squares / weights.Count);
        return weights.Select(_ =>
            (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
    }
}
