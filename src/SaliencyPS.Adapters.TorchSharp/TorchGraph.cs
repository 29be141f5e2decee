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
    public TorchGraph(IReadOnlyList<Node> nodes, torch.Device device)
    {
        (Nodes, Device) = (nodes, device);
        _operators =
            [.. nodes.Select(node => new Lazy<TorchOperator?>(() => node.Layer is { } layer ? Make(node, layer) : null))];
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

    /// <summary>Whether the network's input leads to a node.</summary>
    public IReadOnlyList<bool> Depends { get; }

    /// <summary>The operator of a node, from 1.</summary>
    public TorchOperator Operator(int node) => _operators[node].Value!;

    /// <summary>The operator of a node with other weights, and with a constant divisor where it normalizes.</summary>
    public TorchOperator Model(int node, WeightModel model) => _models.GetOrAdd((node, model), key => new(() =>
        Nodes[key.Node].Layer is LayerNormalization normalization
            ? new NormalizationOperator(normalization, Nodes[key.Node].Shape, Device, frozen: true)
            : Make(Nodes[key.Node], key.Model.Apply(Nodes[key.Node].Layer!)))).Value;

    private TorchOperator Make(Node node, Layer layer) =>
        TorchOperators.For(layer, [.. node.Inputs.Select(input => Nodes[input].Shape)], node.Shape, Device);
}
