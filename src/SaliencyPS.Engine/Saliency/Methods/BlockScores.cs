using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// What a transformer's head, which reads the tokens that the last block leaves, says of those that each block leaves.
/// </summary>
internal static class BlockScores
{
    /// <summary>Where the scores of a block begin among those of the network that <see cref="AddTo"/> gives.</summary>
    /// <param name="block">The block, from 0.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="classes">Number of classes.</param>
    public static int First(int block, int blocks, int classes) => (block + 1) % blocks * classes;

    /// <summary>The network with the scores of all blocks: those of the last, which are its own, come first.</summary>
    /// <param name="network">The network.</param>
    /// <param name="attentions">Its attentions, one in each block.</param>
    /// <exception cref="ArgumentException">
    /// A block does not end in a sum of tokens through which all goes that comes later.
    /// </exception>
    public static Network AddTo(Network network, int[] attentions)
    {
        var ends = Ends(network, attentions);
        List<Node> nodes = [.. network.Nodes];
        List<int> scores = [nodes.Count - 1];
        foreach (var (block, end) in ends[..^1].Index())
        {
            if (nodes[end].Shape != nodes[ends[^1]].Shape) throw Refusal(network, attentions[block]);
            var copies = new Dictionary<int, int> { [ends[^1]] = end };
            for (var i = ends[^1] + 1; i < network.Nodes.Count; i++)
            {
                var node = network.Nodes[i];
                // Numbers that depend on no token stay what they are.
                if (!node.Inputs.Any(copies.ContainsKey)) continue;
                copies[i] = nodes.Count;
                nodes.Add(new($"{node.Name} of {network.Nodes[end].Name}", node.Layer,
                    [.. node.Inputs.Select(input => copies.GetValueOrDefault(input, input))], node.Shape));
            }

            scores.Add(nodes.Count - 1);
        }

        if (scores.Count == 1) return network;
        var all = new Concat();
        nodes.Add(new("scores of all blocks", all, [.. scores], all.OutputShape([.. scores.Select(i => nodes[i].Shape)])));
        return network with { Nodes = nodes };
    }

    // Of each block the last sum of tokens behind its attention and before the next one that no path leads around.
    private static int[] Ends(Network network, int[] attentions)
    {
        var nodes = network.Nodes;
        var lastReader = new int[nodes.Count];
        var dependsOnInput = new bool[nodes.Count];
        dependsOnInput[NetworkBuilder.Input] = true;
        for (var i = 1; i < nodes.Count; i++)
            foreach (var input in nodes[i].Inputs)
                (lastReader[input], dependsOnInput[i]) = (i, dependsOnInput[i] || dependsOnInput[input]);
        var ends = new int[attentions.Length];
        var (block, reach) = (-1, 0);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (block + 1 < attentions.Length && i == attentions[block + 1]) block++;
            if (!dependsOnInput[i]) continue;
            if (block >= 0 && reach <= i && nodes[i] is { Layer: Add, Shape: { Rank: 2 } shape }
                && shape[0] == nodes[attentions[block]].Shape[1])
                ends[block] = i;
            reach = Math.Max(reach, lastReader[i]);
        }

        var endless = Array.IndexOf(ends, 0);
        return endless < 0 ? ends : throw Refusal(network, attentions[endless]);
    }

    private static ArgumentException Refusal(Network network, int attention) => new(
        $"Network '{network.Name}': the block of the attention '{network.Nodes[attention].Name}' does not end in a sum of tokens "
        + "that the head could read in place of the last block's. Take another method, such as AttentionRelevance.");
}
