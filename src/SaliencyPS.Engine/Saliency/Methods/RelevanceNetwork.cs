using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Networks with the same scores whose backward pass distributes relevance. Layers keep their places.</summary>
internal static class RelevanceNetwork
{
    // Montavon et al. 2019, section 10.3, for the lower layers of VGG-16.
    private const float Gamma = 0.25f;

    // Enough to keep sums of contributions that cancel each other from blowing up what they distribute.
    private const double Epsilon = 0.01;

    /// <summary>
    /// Excitation back-propagation (Zhang et al. 2016, section 3.2): only positive weights and activations pass anything on. For contrast, the
    /// last layer with weights also subtracts what its negated weights would pass on (section 3.3).
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="contrast">Whether to subtract.</param>
    /// <param name="end">The node at which the way back ends; those up to it stay as they are.</param>
    public static Network Excitation(Network network, bool contrast, int end = 0)
    {
        var last = network.Nodes.Count - 1;
        while (last > 0 && network.Nodes[last].Layer!.Reweigh(w => w, b => b) is null) last--;
        return Rewrite(network, end, positiveInputs: true, epsilon: 0, (layer, index) => (
            layer.Reweigh(w => Math.Max(0, w), _ => 0)!,
            contrast && index == last ? layer.Reweigh(w => Math.Max(0, -w), _ => 0) : null));
    }

    /// <summary>
    /// Layer-wise relevance propagation: the γ rule in convolutions, which favours positive contributions, and the plain rule (LRP-0) in
    /// fully connected layers and in the first layer, whose inputs have both signs.
    /// </summary>
    public static Network Relevance(Network network) => Rewrite(network, end: 0, positiveInputs: false, Epsilon, (layer, index) =>
        (layer is Convolution && !network.Nodes[index].Inputs.Contains(NetworkBuilder.Input) ? layer.Reweigh(Favour, Favour)! : layer, null));

    private static float Favour(float weight) => weight + Gamma * Math.Max(0, weight);

    private static Network Rewrite(Network network, int end, bool positiveInputs, double epsilon, Func<Layer, int, (Layer Rule, Layer? Against)> weighted)
    {
        return network with
        {
            Nodes = [.. network.Nodes.Select((node, index) => node.Layer switch
            {
                _ when index <= end => node,
                null or MaxPool or Concat or Reshape or Pad => node, // what goes back is already split without loss
                Convolution or Linear or ScaleShift => Distributing(node, weighted(node.Layer, index)),
                Add or AveragePool or AdaptiveAveragePool => Distributing(node, (node.Layer, null)),
                _ => node with { Layer = new PassingLayer(node.Layer) },
            })],
        };

        Node Distributing(Node node, (Layer Rule, Layer? Against) models) =>
            node with { Layer = new RelevanceLayer(node.Layer!, models.Rule, models.Against, node.Shape, positiveInputs, epsilon) };
    }
}
