using System.Collections.Immutable;

namespace SaliencyPS.Hosting;

/// <summary>One rule for each node of a network: a whole backward pass as data. Compared by reference.</summary>
internal sealed class BackwardRules
{
    private static readonly ImmutableDictionary<GradientRule, BackwardRules> OfGradientRule =
        Enum.GetValues<GradientRule>().ToImmutableDictionary(rule => rule, rule => new BackwardRules(new GradientBackward(rule)));

    private readonly BackwardRule? _everywhere;
    private readonly ImmutableArray<BackwardRule> _nodes = [];

    private BackwardRules(BackwardRule everywhere) => _everywhere = everywhere;

    /// <summary>Rules node by node.</summary>
    /// <param name="nodes">As many as the network has nodes, the input (node 0, whose rule nobody asks for) included.</param>
    public BackwardRules(IEnumerable<BackwardRule> nodes) => _nodes = [.. nodes];

    /// <summary>∂S/∂input everywhere.</summary>
    public static BackwardRules Gradient => Of(GradientRule.Backpropagation);

    /// <summary>One gradient rule at every rectifier.</summary>
    public static BackwardRules Of(GradientRule rule) => OfGradientRule[rule];

    /// <summary>
    /// Whether every node, the input left out, has a gradient rule; an executor made for one such pass can run any other.
    /// </summary>
    public bool IsGradient =>
        _everywhere is GradientBackward || (_everywhere is null && _nodes.Skip(1).All(rule => rule is GradientBackward));

    /// <summary>The rule of a node.</summary>
    /// <param name="node">Its place in the network, from 1.</param>
    public BackwardRule this[int node] => _everywhere ?? _nodes[node];
}
