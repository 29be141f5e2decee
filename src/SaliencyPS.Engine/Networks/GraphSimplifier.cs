using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks;

/// <summary>Rewrites a freshly read graph into the one that is run.</summary>
internal static class GraphSimplifier
{
    /// <summary>
    /// Folds constant scale/shift into the convolution or linear layer before it, drops identities, a closing soft-max (scores are
    /// logits) and whatever does not reach the output.
    /// </summary>
    public static IReadOnlyList<Node> Simplify(IReadOnlyList<Node> nodes, int output)
    {
        while (nodes[output].Layer is Softmax or Identity || (nodes[output].Layer is Reshape && Leads(nodes, output) is Softmax))
            output = nodes[output].Inputs[0];

        var needed = Reachable(nodes, output);
        var uses = new int[nodes.Count];
        foreach (var node in nodes.Where((node, i) => needed[i] && node.Layer is not Identity))
            foreach (var input in node.Inputs) uses[Source(nodes, input)]++;

        var result = new List<Node>();
        var place = new int[nodes.Count];
        for (var i = 0; i <= output; i++)
        {
            if (i != NetworkBuilder.Input && !needed[i]) continue;
            var node = nodes[i] with { Inputs = [.. nodes[i].Inputs.Select(input => place[input])] };
            if (node.Layer is Identity)
            {
                place[i] = node.Inputs[0];
            }
            else if (node.Layer is ScaleShift affine && uses[Source(nodes, nodes[i].Inputs[0])] == 1 && Folded(result[node.Inputs[0]].Layer, affine) is { } folded)
            {
                place[i] = node.Inputs[0];
                result[place[i]] = result[place[i]] with { Layer = folded };
            }
            else
            {
                place[i] = result.Count;
                result.Add(node);
            }
        }

        return result;
    }

    /// <summary>The nodes that reach one node, which becomes the last; the input stays the first.</summary>
    public static IReadOnlyList<Node> Reaching(IReadOnlyList<Node> nodes, int output)
    {
        var needed = Reachable(nodes, output);
        var result = new List<Node>();
        var place = new int[output + 1];
        for (var i = 0; i <= output; i++)
        {
            if (i != NetworkBuilder.Input && !needed[i]) continue;
            place[i] = result.Count;
            result.Add(nodes[i] with { Inputs = [.. nodes[i].Inputs.Select(input => place[input])] });
        }

        return result;
    }

    private static Layer? Folded(Layer? layer, ScaleShift affine) => layer switch
    {
        Convolution convolution => convolution.Fold(affine),
        Linear linear => linear.Fold(affine),
        _ => null,
    };

    // The node whose result really arrives: identities pass on what they read.
    private static int Source(IReadOnlyList<Node> nodes, int node)
    {
        while (nodes[node].Layer is Identity) node = nodes[node].Inputs[0];
        return node;
    }

    private static Layer? Leads(IReadOnlyList<Node> nodes, int node) => nodes[nodes[node].Inputs[0]].Layer;

    private static bool[] Reachable(IReadOnlyList<Node> nodes, int output)
    {
        var needed = new bool[nodes.Count];
        needed[output] = true;
        for (var i = output; i >= 0; i--)
            if (needed[i]) foreach (var input in nodes[i].Inputs) needed[input] = true;
        return needed;
    }
}
