using SaliencyPS.Export.Onnx;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Export.Layers;

/// <summary>A network in a graph: its layers from the input to the scores, and on request the way back.</summary>
internal sealed class NetworkGraph
{
    private readonly GraphComposer _graph;
    private readonly Network _network;
    private readonly LayerNodes?[] _nodes;
    private readonly GraphTensor[] _results;

    /// <summary>Adds the layers to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="network">The network.</param>
    /// <param name="input">Its input.</param>
    /// <param name="until">The node at which a way back will end; null where there will be none.</param>
    public NetworkGraph(GraphComposer graph, Network network, GraphTensor input, int? until)
    {
        (_graph, _network) = (graph, network);
        (_nodes, _results) = (new LayerNodes?[network.Nodes.Count], new GraphTensor[network.Nodes.Count]);
        _results[NetworkBuilder.Input] = input;
        var behind = Behind(until ?? network.Nodes.Count);
        for (var i = 1; i < network.Nodes.Count; i++)
        {
            var node = network.Nodes[i];
            graph.Scope = node.Name;
            _nodes[i] = NodesOfLayers.For(graph, node.Layer!, Inputs(i), WeightModel.AsTheyAre, isLeft: !behind[i]);
            _results[i] = _nodes[i]!.Forward();
        }
    }

    /// <summary>The result of a node.</summary>
    public GraphTensor this[int node] => _results[node];

    /// <summary>Adds the way back from the scores to a node, and gives what arrives there.</summary>
    /// <param name="start">What the way back begins with at the scores.</param>
    /// <param name="rules">What each node does.</param>
    /// <param name="until">The node at which it ends; 0 for the input.</param>
    public GraphTensor Backward(GraphTensor start, BackwardRules rules, int until)
    {
        var (behind, last) = (Behind(until), _network.Nodes.Count - 1);
        var arrived = new List<GraphTensor>[_network.Nodes.Count];
        for (var i = 0; i < arrived.Length; i++) arrived[i] = [];
        arrived[last].Add(start);
        for (var i = last; i > until; i--)
        {
            if (!behind[i] || arrived[i].Count == 0) continue;
            _graph.Scope = $"{_network.Nodes[i].Name} (back)";
            var inputs = _network.Nodes[i].Inputs;
            var back = Through(i, Sum(arrived[i]), rules[i], [.. inputs.Select(input => behind[input])]);
            foreach (var (input, gradient) in inputs.Zip(back))
                if (gradient is not null && behind[input]) arrived[input].Add(gradient);
        }

        return arrived[until].Count > 0 ? Sum(arrived[until])
            : throw new ArgumentException(
                $"The scores of network '{_network.Name}' do not depend on '{_network.Nodes[until].Name}'.");
    }

    private GraphTensor?[] Through(int node, GraphTensor signal, BackwardRule rule, bool[] needed) => rule switch
    {
        GradientBackward gradient => _nodes[node]!.Backward(signal, gradient.Rule, needed),
        UnchangedBackward => Unchanged(node, signal, needed),
        RelevanceBackward relevance => Distributed(node, signal, relevance, needed),
        _ => throw new NotSupportedException($"Say how the rule {rule.GetType().Name} is written as ONNX."),
    };

    // To the first input that has the result's shape; the others get zeros.
    private GraphTensor?[] Unchanged(int node, GraphTensor signal, bool[] needed)
    {
        var inputs = Inputs(node);
        var result = new GraphTensor?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            if (!needed[i] || inputs[i].Shape != signal.Shape) continue;
            result[i] = signal;
            break;
        }

        return result;
    }

    // R_in = x ⊙ Lᵀ(R_out / z), z = L(x) enlarged in size by the stabilizer; see RelevanceBackward.
    private GraphTensor?[] Distributed(int node, GraphTensor relevance, RelevanceBackward rule, bool[] needed)
    {
        GraphTensor[] inputs = [.. Inputs(node).Select(input => rule.PositiveInputs ? _graph.Map("Relu", input) : input)];
        var result = Shares(rule.Model);
        if (rule.Against is { } against)
            result = [.. result.Zip(Shares(against), (a, b) => a is null ? null : _graph.Map("Sub", a, b!))];
        return [.. result.Zip(inputs, (gradient, input) => gradient is null ? null
            : rule.Share == 1 ? _graph.Map("Mul", gradient, input)
            : _graph.Map("Mul", _graph.Map("Mul", gradient, input), (float)rule.Share))];

        GraphTensor?[] Shares(WeightModel model)
        {
            var nodes = NodesOfLayers.For(_graph, _network.Nodes[node].Layer!, inputs, model, isFrozen: true);
            var z = nodes.Forward();
            var divisor = rule.Epsilon == 0 ? z : _graph.Map("Add", z, _graph.Map("Mul", _graph.Map("Sign", z),
                _graph.Map("Mul", _graph.Map("Sqrt", _graph.Reduce("ReduceMean", _graph.Map("Mul", z, z),
                    [.. Enumerable.Range(0, z.Shape.Rank)])), (float)rule.Epsilon)));
            var isNone = _graph.Map("Equal", z, 0);
            var shares = _graph.Choose(isNone, z with { Name = _graph.Number(0), Rows = GraphRows.Shared },
                _graph.Map("Div", relevance, divisor));
            return nodes.Backward(shares, GradientRule.Backpropagation, needed);
        }
    }

    private GraphTensor Sum(List<GraphTensor> signals) => signals is [var only] ? only
        : signals[0] with { Name = _graph.Node(signals.Count == 2 ? "Add" : "Sum", [.. signals.Select(signal => signal.Name)]) };

    private GraphTensor[] Inputs(int node) => [.. _network.Nodes[node].Inputs.Select(input => _results[input])];

    // Which nodes depend on one of them, itself included.
    private bool[] Behind(int until)
    {
        var behind = new bool[_network.Nodes.Count];
        for (var i = 0; i < behind.Length; i++)
            behind[i] = i == until || _network.Nodes[i].Inputs.Any(input => behind[input]);
        return behind;
    }
}
