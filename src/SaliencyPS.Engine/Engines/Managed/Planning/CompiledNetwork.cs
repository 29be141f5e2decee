using System.Runtime.CompilerServices;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Engines.Managed.Planning;

/// <summary>
/// What is compiled of one network: a graph for all gradient rules, and one for each other set
/// of rules as long as somebody holds it.
/// </summary>
internal sealed class CompiledNetwork
{
    private readonly ConditionalWeakTable<BackwardRules, CompiledGraph> _special = [];
    private readonly Lazy<CompiledGraph> _gradient;
    private readonly Func<BackwardRules, CompiledGraph> _compile;

    // The nodes are copied, because whoever holds this must not hold their list alive: it is the key under which this is found.
    public CompiledNetwork(IReadOnlyList<Node> nodes, ReferenceSteps steps)
    {
        Node[] copy = [.. nodes];
        _compile = rules => CompiledGraph.Fast(copy, steps, rules);
        _gradient = new(() => _compile(BackwardRules.Gradient));
    }

    /// <summary>The graph that a plan needs.</summary>
    /// <exception cref="NotSupportedException">The plan has a set of other rules beside further ones.</exception>
    public CompiledGraph For(ExecutionPlan plan) => plan.Rules.All(rules => rules.IsGradient) ? _gradient.Value
        : plan.Rules.Length == 1 ? _special.GetValue(plan.Rules[0], rules => _compile(rules))
        : throw new NotSupportedException(
            "One executor follows either gradient rules or one other set of rules; make an executor for each.");
}
