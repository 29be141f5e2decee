using System.Collections.Immutable;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks;

/// <summary>One layer in its place in the graph.</summary>
/// <param name="Name">The layer's name in the file it came from.</param>
/// <param name="Layer">What it computes; null for the network's input, node 0.</param>
/// <param name="Inputs">Indices of the nodes it reads, all smaller than its own.</param>
/// <param name="Shape">Shape of its result, one sample.</param>
public sealed record Node(string Name, Layer? Layer, ImmutableArray<int> Inputs, TensorShape Shape)
{
    /// <summary>The layer's name in the file it came from.</summary>
    public string Name { get; } = Name;

    /// <summary>What it computes; null for the network's input, node 0.</summary>
    public Layer? Layer { get; internal init; } = Layer;

    /// <summary>Indices of the nodes it reads, all smaller than its own.</summary>
    public ImmutableArray<int> Inputs { get; internal init; } = Inputs;

    /// <summary>Shape of its result, one sample.</summary>
    public TensorShape Shape { get; } = Shape;
}
