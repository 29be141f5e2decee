using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks;

/// <summary>What is known of one layer of a network: what to name where a layer is asked for.</summary>
/// <param name="Index">Its place in the order of execution, from 1.</param>
/// <param name="Name">Its name in the file that the network came from.</param>
/// <param name="Shape">Shape of its result, one sample.</param>
/// <param name="ReceptiveField">What part of the input one element of its result depends on.</param>
/// <param name="Layer">What it computes, with its parameters.</param>
public sealed record NetworkLayer(int Index, string Name, TensorShape Shape, ReceptiveField ReceptiveField, Layer Layer)
{
    /// <summary>The kind of layer, such as Convolution.</summary>
    public string Type => Layer.GetType().Name;

    /// <summary>The receptive field as it would be in an input without end, where it keeps its place.</summary>
    internal ReceptiveField Unbounded { get; private init; }

    /// <summary>Channels of the result.</summary>
    public int Channels => Shape.Channels;

    /// <summary>Rows of the result.</summary>
    public int Height => Shape.Height;

    /// <summary>Columns of the result.</summary>
    public int Width => Shape.Width;

    /// <summary>The layers of a network, in order of execution.</summary>
    internal static IReadOnlyList<NetworkLayer> Of(Network network)
    {
        var nodes = network.Nodes;
        var fields = new ReceptiveField[nodes.Count];
        fields[NetworkBuilder.Input] = ReceptiveField.Point;
        for (var i = 1; i < nodes.Count; i++)
            // What does not depend on the image limits nothing.
            fields[i] = nodes[i].Inputs.Where(input => nodes[input].Layer is not Constant)
                .Select(input => FieldBy(nodes[i], input))
                .DefaultIfEmpty(ReceptiveField.Point).Aggregate((a, b) => a.Or(b));
        return Array.AsReadOnly<NetworkLayer>([.. nodes.Skip(1).Select((node, i) =>
            new NetworkLayer(i + 1, node.Name, node.Shape, fields[i + 1].Within(network.Input),
                node.Layer!) { Unbounded = fields[i + 1] })]);

        // One value for many places, such as the gate of a squeeze-and-excitation block, has no place.
        ReceptiveField FieldBy(Node node, int input) =>
            nodes[input].Shape.Plane == 1 && node.Shape.Plane > 1 ? ReceptiveField.Everything
                : node.Layer!.Field(fields[input], nodes[input].Shape);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
