using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks;

/// <summary>Rewrites a freshly read graph into the one that is run.</summary>
internal static class GraphSimplifier
{
    /// <summary>
    /// Folds constant scale/shift into the convolution or linear layer before it, drops identities, a closing soft-max or sigmoid
    /// (scores are logits) and whatever does not reach the output.
    /// </summary>
    /// <returns>The graph, and what makes probabilities of its scores.</returns>
    public static (IReadOnlyList<Node> Nodes, ProbabilityKind Probability) Simplify(IReadOnlyList<Node> nodes, int output)
    {
        var probability = TakeOffProbability(nodes, ref output);
        var needed = Reachable(nodes, output);
        var uses = new int[nodes.Count];
        foreach (var node in nodes.Where((node, i) => needed[i] && node.Layer is not Identity))
            foreach (var input in node.Inputs) uses[Source(nodes, input)]++;

        var simple = Rebuild(nodes, output, needed, (i, before) => (nodes[i].Layer, before.Layer) switch
        {
            (Identity, _) => before,
            (ScaleShift affine, Convolution or Linear) when uses[Source(nodes, nodes[i].Inputs[0])] == 1
                && IsPerOutput(affine, before) =>
                before with { Layer = affine.FoldInto((WeightedLayer)before.Layer) },
            _ => null,
        });
        return (simple, probability);
    }

    /// <summary>The nodes that reach one node, which becomes the last; the input stays the first.</summary>
    public static IReadOnlyList<Node> Reaching(IReadOnlyList<Node> nodes, int output) =>
        Rebuild(nodes, output, Reachable(nodes, output), (_, _) => null);

    // The needed nodes with new numbers. What merges a node with the one it reads first gives
    // the node that stands for both, or null.
    private static List<Node> Rebuild(IReadOnlyList<Node> nodes, int output, bool[] needed, Func<int, Node, Node?> merge)
    {
        var result = new List<Node>();
        var place = new int[output + 1];
        for (var i = 0; i <= output; i++)
        {
            if (i != NetworkBuilder.Input && !needed[i]) continue;
            var node = nodes[i] with { Inputs = [.. nodes[i].Inputs.Select(input => place[input])] };
            if (node.Inputs.Length > 0 && merge(i, result[node.Inputs[0]]) is { } both)
            {
                place[i] = node.Inputs[0];
                result[place[i]] = both;
            }
            else
            {
                place[i] = result.Count;
                result.Add(node);
            }
        }

        return result;
    }

    // Whether each output of a weighted layer has one scale and one shift.
    private static bool IsPerOutput(ScaleShift affine, Node before) => affine.Weight.Count == 1 && affine.Bias.Count == 1
        || affine.Axis == (before.Layer is Linear ? before.Shape.Rank - 1 : 0);

    // The node whose result really arrives: identities pass on what they read.
    private static int Source(IReadOnlyList<Node> nodes, int node)
    {
        while (nodes[node].Layer is Identity) node = nodes[node].Inputs[0];
        return node;
    }

    // One function only: of a soft-max of sigmoids, the scores are the sigmoids. A soft-max of one score is always 1 and tells
    // nothing; where a network ends in neither function, its scores are taken for logits, as they are in most.
    private static ProbabilityKind TakeOffProbability(IReadOnlyList<Node> nodes, ref int output)
    {
        var end = output;
        while (nodes[end].Layer is Identity or Reshape or Flatten) end = nodes[end].Inputs[0];
        var (layer, shape) = (nodes[end].Layer, nodes[end].Shape);
        // Soft-maxes of groups of classes stay: together they are none.
        var isPart = layer is Softmax { Axis: var axis } && shape[axis] != shape.Length;
        if (layer is Softmax or Sigmoid && !isPart) output = nodes[end].Inputs[0];
        return layer is Sigmoid ? ProbabilityKind.Sigmoid : isPart || shape.Length == 1 ? ProbabilityKind.None
            : ProbabilityKind.Softmax;
    }

    private static bool[] Reachable(IReadOnlyList<Node> nodes, int output)
    {
        var needed = new bool[nodes.Count];
        needed[output] = true;
        for (var i = output; i >= 0; i--)
            if (needed[i]) foreach (var input in nodes[i].Inputs) needed[input] = true;
        return needed;
    }
}
