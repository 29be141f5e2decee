namespace SaliencyPS.Networks.Fast;

/// <summary>A network's graph rewritten into the one that float workspaces run.</summary>
/// <param name="Nodes">The rewritten graph.</param>
/// <param name="Places">Where the result of each node of the original graph is, and in which layout.</param>
internal sealed record FastGraph(IReadOnlyList<Node> Nodes, IReadOnlyList<(int Index, Layout Layout)> Places)
{
    /// <summary>
    /// Replaces every layer by its fast twin where it has one, and puts a change of layout wherever a layer needs what another has
    /// left in the other layout. Input and result stay planar.
    /// </summary>
    public static FastGraph From(IReadOnlyList<Node> nodes)
    {
        List<Node> result = [nodes[NetworkBuilder.Input]];
        List<(int, Layout)> origins = [(NetworkBuilder.Input, Layout.Planar)];
        Dictionary<(int Node, Layout Layout), int> places = new() { [(NetworkBuilder.Input, Layout.Planar)] = NetworkBuilder.Input };
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var given = node.Inputs.All(input => places.ContainsKey((input, Layout.Blocked))) ? Layout.Blocked : Layout.Planar;
            var form = node.Layer!.Fast([.. node.Inputs.Select(input => nodes[input].Shape)], given) ?? new FastForm(node.Layer, Layout.Planar, Layout.Planar);
            int[] inputs = [.. node.Inputs.Select(input => Place(input, form.Inputs))];
            places[(i, form.Output)] = result.Count;
            origins.Add((result.Count, form.Output));
            result.Add(new Node(node.Name, form.Layer, inputs, form.Output == Layout.Blocked ? FastLayer.Blocked(node.Shape) : node.Shape));
        }

        Place(nodes.Count - 1, Layout.Planar);
        return new(result, origins);

        int Place(int node, Layout layout)
        {
            if (places.TryGetValue((node, layout), out var place)) return place;
            var (name, _, _, shape) = nodes[node];
            result.Add(layout == Layout.Blocked
                ? new Node($"{name} (blocked)", new LayoutChange(shape, Layout.Blocked), [places[(node, Layout.Planar)]], FastLayer.Blocked(shape))
                : new Node($"{name} (planar)", new LayoutChange(shape, Layout.Planar), [places[(node, Layout.Blocked)]], shape));
            return places[(node, layout)] = result.Count - 1;
        }
    }
}
