using System.Collections.Concurrent;
using SaliencyPS.Adapters.TorchSharp.Operators;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using TorchSharp;

namespace SaliencyPS.Adapters.TorchSharp;

/// <summary>
/// The operators of a network on one device, each made when it is first needed. Safe for any number of threads.
/// </summary>
internal sealed class TorchGraph
{
    private readonly Lazy<TorchOperator?>[] _operators;
    private readonly ConcurrentDictionary<(int Node, WeightModel Model), Lazy<TorchOperator>> _models = [];

    /// <param name="nodes">The network's nodes, the input first.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="precision">The numbers of products.</param>
    public TorchGraph(IReadOnlyList<Node> nodes, torch.Device device, Precision precision)
    {
        (Nodes, Device, Precision) = (nodes, device, precision);
        _operators =
            [.. nodes.Select(node => new Lazy<TorchOperator?>(() => node.Layer is { } layer ? Round(Make(node, layer)) : null))];
        // What only constants lead to has no gradient.
        var depends = new bool[nodes.Count];
        depends[NetworkBuilder.Input] = true;
        for (var i = 1; i < nodes.Count; i++) depends[i] = nodes[i].Inputs.Any(input => depends[input]);
        Depends = depends;
    }

    /// <summary>The network's nodes, the input first.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Where to compute.</summary>
    public torch.Device Device { get; }

    /// <summary>The numbers of products.</summary>
    public Precision Precision { get; }

    /// <summary>Whether the network's input leads to a node.</summary>
    public IReadOnlyList<bool> Depends { get; }

    /// <summary>The operator of a node, from 1.</summary>
    public TorchOperator Operator(int node) => _operators[node].Value!;

    /// <summary>The operator of a node with other weights, and with a constant divisor where it normalizes.</summary>
    public TorchOperator Model(int node, WeightModel model) => _models.GetOrAdd((node, model), key => new(() =>
        Nodes[key.Node].Layer is LayerNormalization normalization
            ? new NormalizationOperator(normalization, Nodes[key.Node].Shape, Device, frozen: true)
            : Make(Nodes[key.Node], key.Model.Apply(Nodes[key.Node].Layer!)))).Value;

    // Relevance divides by sums, and takes them as they are.
    private TorchOperator Round(TorchOperator own) => Precision == Precision.BFloat16
        && own.As(torch.ScalarType.BFloat16) is { } rounded ? new RoundedOperator(rounded, torch.ScalarType.BFloat16) : own;

    private TorchOperator Make(Node node, Layer layer) =>
        TorchOperators.For(layer, [.. node.Inputs.Select(input => Nodes[input].Shape)], node.Shape, Device);
}
