using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Which nodes of a graph lead to an output, and in which order they can be computed.</summary>
internal static class OnnxOrder
{
    /// <summary>The nodes that lead to one value, each after those that it reads and otherwise in the file's order.</summary>
    /// <exception cref="NetworkFormatException">A node reads what depends on its own result.</exception>
    public static List<OnnxNode> Leading(OnnxModel model, string output)
    {
        var makers = Makers(model);
        var needed = Needed(makers, output);
        var (result, done, open) = (new List<OnnxNode>(), new HashSet<OnnxNode>(), new HashSet<OnnxNode>());
        foreach (var node in model.Nodes.Where(needed.Contains)) Visit(node);
        return result;

        // A stack of its own, because chains may be as long as the file.
        void Visit(OnnxNode first)
        {
            var stack = new Stack<(OnnxNode Node, int Input)>([(first, 0)]);
            while (stack.TryPop(out var top))
            {
                var (node, input) = top;
                if (input == 0 && (done.Contains(node) || !open.Add(node)))
                {
                    if (!done.Contains(node))
                        throw new NetworkFormatException("A node reads what depends on its own result.", $"Node '{node.Name}'");
                    continue;
                }

                while (input < node.Inputs.Count
                    && !(makers.TryGetValue(node.Inputs[input], out var maker) && !done.Contains(maker)))
                    input++;
                if (input < node.Inputs.Count)
                {
                    stack.Push((node, input + 1));
                    stack.Push((makers[node.Inputs[input]], 0));
                }
                else
                {
                    done.Add(node);
                    result.Add(node);
                }
            }
        }
    }

    /// <summary>The nodes on which values depend.</summary>
    public static HashSet<OnnxNode> Needed(Dictionary<string, OnnxNode> makers, params IEnumerable<string> outputs)
    {
        var needed = new HashSet<OnnxNode>();
        var stack = new Stack<string>(outputs);
        while (stack.TryPop(out var name))
            if (makers.TryGetValue(name, out var node) && needed.Add(node))
                foreach (var input in node.Inputs) stack.Push(input);
        return needed;
    }

    /// <summary>Which node gives each value.</summary>
    public static Dictionary<string, OnnxNode> Makers(OnnxModel model)
    {
        var makers = new Dictionary<string, OnnxNode>();
        foreach (var node in model.Nodes)
            foreach (var output in node.Outputs)
                if (output.Length > 0) makers.TryAdd(output, node);
        return makers;
    }
}
