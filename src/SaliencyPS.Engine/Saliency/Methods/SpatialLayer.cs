using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Chooses the layer that a method looks at.</summary>
internal static class SpatialLayer
{
    /// <summary>
    /// The layer that was asked for, or the last one that still has rows and columns and is not
    /// a pool: the end of the convolutions.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static int Find(Network network, string? layer)
    {
        if (layer is not null) return network.FindLayer(layer);
        for (var i = network.Nodes.Count - 1; i > 0; i--)
            if (network.Nodes[i].Shape.Plane > 1
                && network.Nodes[i].Layer is not (MaxPool or AveragePool or AdaptiveAveragePool or Reshape or Pad))
                return i;
        throw new ArgumentException($"Network '{network.Name}' has no layer with rows and columns.");
    }

    /// <summary>
    /// The layer that was asked for, or the last one before <see cref="Find"/>'s that sees the image at least twice as finely.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public static int FindFiner(Network network, string? layer)
    {
        var last = Find(network, layer);
        if (layer is not null) return last;
        for (var i = last; i > 0; i--)
            if (network.Nodes[i].Shape is var shape && shape.Height >= 2 * network.Nodes[last].Shape.Height - 1
                && shape.Width >= 2 * network.Nodes[last].Shape.Width - 1
                && network.Nodes[i].Layer is not (MaxPool or AveragePool)) return i;
        return last;
    }
}
