using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks;

/// <summary>Builds a <see cref="Network"/> node by node, checking every shape on the way.</summary>
internal sealed class NetworkBuilder
{
    /// <summary>Index of the input node.</summary>
    public const int Input = 0;

    /// <summary>
    /// Most multiply-adds of one pass, some minutes' work; the largest networks of today take a third of it. A small file may
    /// name windows and sizes whose product is years.
    /// </summary>
    private const long MaximumWork = 1L << 43;

    private readonly List<Node> _nodes;
    private long _work;

    /// <summary>Starts a network with an input of this shape.</summary>
    public NetworkBuilder(TensorShape input) => _nodes = [new Node("input", null, [], input)];

    /// <summary>Number of nodes so far, the input included.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>Shape of the result of a node already added.</summary>
    public TensorShape ShapeOf(int node) => _nodes[node].Shape;

    /// <summary>Adds a layer that reads the given nodes (the node added last, if none is given) and returns its index.</summary>
    /// <exception cref="NetworkFormatException">
    /// The layer, named in the message, cannot take the shapes of its inputs, or has a weight that is not finite.
    /// </exception>
    public int Add(string name, Layer layer, params ReadOnlySpan<int> inputs)
    {
        int[] sources = inputs.IsEmpty ? [_nodes.Count - 1] : inputs.ToArray();
        try
        {
            var shape = layer.OutputShape([.. sources.Select(ShapeOf)]);
            if (layer is WeightedLayer weighted) RequireFinite(weighted.Weight, weighted.Bias);
            if ((_work += WorkOf(layer, ShapeOf(sources[0]), shape)) > MaximumWork)
                throw new NetworkFormatException("A pass of the network takes too long.", expected:
                    $"at most {MaximumWork} multiply-adds in all layers up to this one", actual: $"{_work}");
            _nodes.Add(new Node(name, layer, [.. sources], shape));
            return _nodes.Count - 1;
        }
        catch (Exception e) when (e is NetworkFormatException { Element: null } or ArgumentException or OverflowException)
        {
            throw new NetworkFormatException(e.Message, $"Layer '{name}'", inner: e);
        }
    }

    /// <summary>Adds a result of this shape whose layer is left open: for looking at shapes, not for building.</summary>
    internal int AddOpen(string name, TensorShape shape)
    {
        _nodes.Add(new Node(name, null, [], shape));
        return _nodes.Count - 1;
    }

    /// <summary>Adds numbers that do not depend on the image and returns the index of their node.</summary>
    internal int AddConstant(string name, Constant constant)
    {
        _nodes.Add(new Node(name, constant, [], constant.Values.Shape));
        return _nodes.Count - 1;
    }

    /// <summary>
    /// The finished network whose logits are the result of <paramref name="output"/> (the node added last, if not given).
    /// </summary>
    /// <remarks>Folds constant scale/shift (batch normalisation) into the convolution or linear layer before it, drops identities
    /// and nodes that do not reach the output. Scores are logits: a closing soft-max or sigmoid becomes
    /// <see cref="Network.Probability"/>.</remarks>
    public Network Build(string name, int? output = null)
    {
        var (nodes, probability) = GraphSimplifier.Simplify(_nodes, output ?? _nodes.Count - 1);
        return new(name, nodes) { Probability = probability };
    }

    // What may cost more than the values that go in and come out.
    private static long WorkOf(Layer layer, TensorShape input, TensorShape output) => layer switch
    {
        MatMul => (long)output.Length * input[input.Rank - 1],
        MaxPool pool => (long)output.Length * pool.Window.Taps,
        AveragePool pool => (long)output.Length * pool.Window.Taps,
        _ => layer.MultiplyAdds(output),
    };

    // Readers refuse tensors that hold such values; this also finds what arithmetic made of them, as where a variance is 0.
    private static void RequireFinite(params ReadOnlySpan<Weights> all)
    {
        foreach (var weights in all)
            if (Vectors.IndexOfNotFinite(weights.Span) is >= 0 and var at)
                throw new NetworkFormatException("A weight or bias is not finite.", expected: "finite numbers", actual:
                    FormattableString.Invariant($"{weights[at]} as number {at} of {weights.Count}"));
    }
}
