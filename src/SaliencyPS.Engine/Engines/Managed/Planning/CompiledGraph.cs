using SaliencyPS.Engines.Managed.Blocked;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Engines.Managed.Relevance;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Planning;

/// <summary>A network's graph as steps that can be run.</summary>
/// <param name="Nodes">The steps in order of execution; node 0 is the input, the last one gives the logits.</param>
/// <param name="Places">Where the result of each node of the network is, and in which layout.</param>
internal sealed record CompiledGraph(IReadOnlyList<CompiledNode> Nodes, IReadOnlyList<(int Index, Layout Layout)> Places)
{
    private delegate BlockedForm StepMaker(Layer layer, ReadOnlySpan<TensorShape> inputs, Layout given);

    /// <summary>
    /// Fast steps where there are some, and a change of layout wherever a step needs what another has left in the other
    /// layout. Input and logits stay planar.
    /// </summary>
    public static CompiledGraph Fast(IReadOnlyList<Node> nodes, ReferenceSteps steps, BackwardRules rules) =>
        Compile(nodes, rules,
            (layer, inputs, given) =>
                BlockedSteps.For(layer, inputs, given) ?? new(steps.For(layer), Layout.Planar, Layout.Planar));

    /// <summary>The scalar steps, in any precision, between planar tensors.</summary>
    public static CompiledGraph Reference(IReadOnlyList<Node> nodes, ReferenceSteps steps, BackwardRules rules) =>
        Compile(nodes, rules, (layer, _, _) => new(steps.For(layer), Layout.Planar, Layout.Planar));

    private static CompiledGraph Compile(IReadOnlyList<Node> nodes, BackwardRules rules, StepMaker maker)
    {
        List<CompiledNode> result = [new(nodes[NetworkBuilder.Input].Name, null, [], nodes[NetworkBuilder.Input].Shape)];
        List<(int, Layout)> origins = [(NetworkBuilder.Input, Layout.Planar)];
        Dictionary<(int Node, Layout Layout), int> places =
            new() { [(NetworkBuilder.Input, Layout.Planar)] = NetworkBuilder.Input };
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var given = node.Inputs.All(input => places.ContainsKey((input, Layout.Blocked))) ? Layout.Blocked : Layout.Planar;
            var form = WithRule(maker, node, [.. node.Inputs.Select(input => nodes[input].Shape)], given, rules[i]);
            int[] inputs = [.. node.Inputs.Select(input => Place(input, form.Inputs))];
            places[(i, form.Output)] = result.Count;
            origins.Add((result.Count, form.Output));
            result.Add(new(node.Name, form.Step, inputs, ChannelBlock.InMemory(node.Shape, form.Output)));
        }

        Place(nodes.Count - 1, Layout.Planar);
        return new(result, origins);

        int Place(int node, Layout layout)
        {
            if (places.TryGetValue((node, layout), out var place)) return place;
            var (name, _, _, shape) = nodes[node];
            result.Add(layout == Layout.Blocked
                ? new($"{name} (blocked)", new LayoutChange(shape, Layout.Blocked), [places[(node, Layout.Planar)]],
                    ChannelBlock.InMemory(shape, layout))
                : new($"{name} (planar)", new LayoutChange(shape, Layout.Planar), [places[(node, Layout.Blocked)]], shape));
            return places[(node, layout)] = result.Count - 1;
        }
    }

    // The step that does on the way back what the rule says.
    private static BlockedForm WithRule(StepMaker maker, Node node, TensorShape[] inputs, Layout given, BackwardRule rule)
    {
        var form = maker(node.Layer!, inputs, given);
        return rule switch
        {
            GradientBackward => form,
            UnchangedBackward => form with { Step = new PassThroughStep(form.Step) },
            RelevanceBackward relevance => form with
            {
                Step = new RelevanceStep(form.Step, Model(relevance.Model),
                    relevance.Against is { } against ? Model(against) : null, node.Shape, form.Output,
                    relevance.PositiveInputs, relevance.Epsilon, relevance.Share),
            },
            _ => throw new NotSupportedException($"The managed engine does not follow the rule {rule.GetType().Name}."),
        };

        Step Model(WeightModel model) =>
            node.Layer is LayerNormalization normalization ? new FrozenNormalization(normalization, form.Step)
                : maker(model.Apply(node.Layer!), inputs, given).Step;
    }
}
