using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Chooses the layer that a method looks at.</summary>
internal static class SpatialLayer
{
    /// <summary>
    /// The layer that was asked for; or the normalization before the last attention, behind which only the class token may be
    /// read; or the last layer that still has rows and columns and is not a pool: the end of the convolutions.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static int Find(Network network, string? layer)
    {
        if (layer is not null) return network.FindLayer(layer);
        if (AttentionLayers.NormalizationBeforeLast(network) is { } normalization) return normalization;
        for (var i = network.Nodes.Count - 1; i > 0; i--)
            if (network.Nodes[i].Layer is not (MaxPool or AveragePool or AdaptiveAveragePool
                or Reshape or Pad or Gather or Constant)
                && FeatureMap.Of(network, i) is not null)
                return i;
        throw new ArgumentException($"Network '{network.Name}' has no layer with rows and columns.");
    }

    /// <summary>A layer's result as a feature map.</summary>
    /// <exception cref="ArgumentException">It has no rows and columns.</exception>
    public static FeatureMap MapOf(Network network, int layer) => FeatureMap.Of(network, layer)
        ?? FeatureMap.OfOnePosition(network.Nodes[layer].Shape)
        ?? throw new ArgumentException($"Layer '{network.Nodes[layer].Name}' ({network.Nodes[layer].Shape}) of network "
            + $"'{network.Name}' has no rows and columns of the image.");

    /// <summary>
    /// The layer that was asked for, or the last one before <see cref="Find"/>'s that sees the image at least twice as finely.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static int FindFiner(Network network, string? layer)
    {
        var last = Find(network, layer);
        if (layer is not null) return last;
        var coarse = MapOf(network, last).Shape;
        for (var i = last; i > 0; i--)
            if (FeatureMap.Of(network, i) is { Shape: var shape } && shape.Height >= 2 * coarse.Height - 1
                && shape.Width >= 2 * coarse.Width - 1
                && network.Nodes[i].Layer is not (MaxPool or AveragePool or Gather)) return i;
        return last;
    }
}
