using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>The attentions of a network: soft-maxes of heads × tokens × tokens whose rows weigh the tokens.</summary>
internal static class AttentionLayers
{
    /// <summary>All soft-maxes along the last axis that a product of matrices reads, in order of execution.</summary>
    public static int[] Find(Network network)
    {
        var read = network.Nodes.Where(node => node.Layer is MatMul).Select(node => node.Inputs[0]).ToHashSet();
        return [.. Enumerable.Range(1, network.Nodes.Count - 1).Where(i => read.Contains(i)
            && network.Nodes[i] is { Layer: Softmax softmax, Shape: var shape } && softmax.Axis == shape.Rank - 1)];
    }

    /// <summary>The attentions, each of the same tokens to all of them.</summary>
    /// <exception cref="ArgumentException">
    /// There are none, or some are among the tokens of a window or of a coarser grid.
    /// </exception>
    public static int[] FindGlobal(Network network)
    {
        var layers = Find(network);
        if (layers.Length == 0)
            throw new ArgumentException(
                $"Network '{network.Name}' has no attention: take a method for any network, such as GradCAM.");
        var first = network.Nodes[layers[0]];
        foreach (var node in layers.Select(layer => network.Nodes[layer]))
        {
            if (node.Shape.Rank > 3)
                throw new ArgumentException($"Network '{network.Name}': the attention '{node.Name}' ({node.Shape}) is among the "
                    + "tokens of a window, so that attentions cannot be put together. Take another method, such as GradCAM.");
            if (node.Shape.Rank != 3 || node.Shape[1] != node.Shape[2] || node.Shape[1] != first.Shape[1])
                throw new ArgumentException(
                    $"Network '{network.Name}': the attention '{node.Name}' ({node.Shape}) is not of all tokens to all tokens "
                    + $"like the first ({first.Shape}), so that attentions cannot be put together. Take another method, such as "
                    + "GradCAM.");
        }

        return layers;
    }

    /// <summary>The last normalization before the last attention; null where there is none.</summary>
    public static int? NormalizationBeforeLast(Network network)
    {
        if (Find(network) is not [.., var last]) return null;
        var behind = new HashSet<int> { last };
        for (var i = last; i > 0; i--)
        {
            if (!behind.Contains(i)) continue;
            if (network.Nodes[i].Layer is LayerNormalization && FeatureMap.Of(network, i) is not null) return i;
            behind.UnionWith(network.Nodes[i].Inputs);
        }

        return null;
    }
}
