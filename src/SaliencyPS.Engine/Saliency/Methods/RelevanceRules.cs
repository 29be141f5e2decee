using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Backward passes that distribute relevance in place of gradients, as rules for each node of a network.</summary>
internal static class RelevanceRules
{
    // Montavon et al. 2019, section 10.3, for the lower layers of VGG-16.
    private const float Gamma = 0.25f;

    // Enough to keep sums of contributions that cancel each other from blowing up what they distribute.
    private const double Epsilon = 0.01;

    /// <summary>
    /// Excitation back-propagation (Zhang et al. 2016, section 3.2): only positive weights and activations pass anything on. For
    /// contrast, the last layer with weights also subtracts what its negated weights would pass on (section 3.3).
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="contrast">Whether to subtract.</param>
    /// <param name="end">The node at which the way back ends; the rules of those up to it are gradients.</param>
    public static BackwardRules Excitation(Network network, bool contrast, int end = 0)
    {
        var last = network.Nodes.Count - 1;
        while (last > 0 && network.Nodes[last].Layer is not WeightedLayer) last--;
        return ForEach(network, end, (layer, index) => new RelevanceBackward(
            layer is WeightedLayer ? new(1, 0, KeepsBias: false) : WeightModel.AsTheyAre,
            contrast && index == last ? new(0, -1, KeepsBias: false) : null,
            PositiveInputs: true, Epsilon: 0));
    }

    /// <summary>
    /// Layer-wise relevance propagation: the γ rule in convolutions, which favours positive contributions, and the plain rule
    /// (LRP-0) in fully connected layers and in the first layer, whose inputs have both signs.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="epsilon">
    /// The stabilizer; see <see cref="RelevanceBackward"/>. Without one, relevance adds up to the score but for biases.
    /// </param>
    public static BackwardRules Relevance(Network network, double epsilon = Epsilon) =>
        ForEach(network, end: 0, (layer, index) => new RelevanceBackward(
            layer is Convolution && !network.Nodes[index].Inputs.Contains(NetworkBuilder.Input)
                ? new(1 + Gamma, 1, KeepsBias: true) : WeightModel.AsTheyAre,
            Against: null, PositiveInputs: false, epsilon), epsilon);

    // How relevance goes through products, normalizations and soft-max is known for layer-wise relevance propagation alone
    // (Achtibat et al. 2024, AttnLRP): with a stabilizer.
    private static BackwardRules ForEach(Network network, int end, Func<Layer, int, RelevanceBackward> contribution,
        double? attention = null) => new(
        network.Nodes.Select((node, index) => index <= end ? new GradientBackward() : node.Layer!.Relevance switch
        {
            RelevanceKind.Contribution => contribution(node.Layer, index),
            RelevanceKind.Selection => new GradientBackward(),
            RelevanceKind.Unchanged => (BackwardRule)new UnchangedBackward(),
            RelevanceKind.Product when attention is { } epsilon =>
                new RelevanceBackward(WeightModel.AsTheyAre, null, PositiveInputs: false, epsilon, Share: 0.5),
            RelevanceKind.Normalization or RelevanceKind.Linearization when attention is { } epsilon =>
                new RelevanceBackward(WeightModel.AsTheyAre, null, PositiveInputs: false, epsilon),
            RelevanceKind.Product or RelevanceKind.Normalization or RelevanceKind.Linearization
                or RelevanceKind.Undefined => throw new ArgumentException(
                $"There is no rule for relevance through {node.Layer.GetType().Name}, the layer '{node.Name}' of network "
                + $"'{network.Name}': take another method, such as GradCAM."),
            var kind => throw new NotSupportedException($"There is no rule for relevance of the kind {kind}."),
        }));
}
