using System.Runtime.CompilerServices;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// A layer's result as channels × rows × columns, whatever its axes: of tokens, those of patches on their grid.
/// </summary>
internal sealed class FeatureMap
{
    private static readonly ConditionalWeakTable<IReadOnlyList<Node>, FeatureMap?[]> OfNetworks = [];

    private FeatureMap(TensorShape shape, int[]? order) => (Shape, Order) = (shape, order);

    /// <summary>Channels × rows × columns.</summary>
    public TensorShape Shape { get; }

    /// <summary>Where in the layer's result each of its values is; null where they are in their order.</summary>
    public int[]? Order { get; }

    /// <summary>The feature map that a layer gives; null where its elements do not stand on a grid.</summary>
    public static FeatureMap? Of(Network network, int node) => OfNetworks.GetValue(network.Nodes, Find)[node];

    /// <summary>A vector as a feature map of one position; null for other shapes.</summary>
    public static FeatureMap? OfOnePosition(TensorShape shape) => shape.Plane == 1 ? new(new(shape.Channels, 1, 1), null) : null;

    /// <summary>The layer's values, or gradients at them, in the order of <see cref="Shape"/>.</summary>
    public ReadOnlySpan<float> Arrange(ReadOnlySpan<float> values)
    {
        if (Order is null) return values;
        var result = new float[Order.Length];
        for (var i = 0; i < result.Length; i++) result[i] = values[Order[i]];
        return result;
    }

    private static FeatureMap?[] Find(IReadOnlyList<Node> nodes)
    {
        var placements = Placement.All(nodes);
        return [.. nodes.Select((node, i) => placements[i] is not { Height: > 0 } placement ? null
            : placement.IsMaps ? new FeatureMap(
                new(node.Shape.Length / (placement.Height * placement.Width), placement.Height, placement.Width), null)
            : placement.ByChannel() is { } order
                ? new(new(order.Length / (placement.Height * placement.Width), placement.Height, placement.Width), order)
                : null)];
    }
}
