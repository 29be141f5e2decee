using System.Collections.Immutable;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Hosting;

/// <summary>What an engine can compute.</summary>
internal sealed record EngineCapabilities
{
    /// <summary>The layers: record types derived from <see cref="Layer"/>.</summary>
    public required ImmutableHashSet<Type> Layers { get; init; }

    /// <summary>Most axes of a tensor, the batch axis not counted.</summary>
    public required int MaximumRank { get; init; }

    /// <summary>What nodes can do on the way back: record types derived from <see cref="BackwardRule"/>.</summary>
    public required ImmutableHashSet<Type> Rules { get; init; }

    /// <summary>Number types of the computation, such as float32.</summary>
    public required ImmutableArray<string> NumberTypes { get; init; }

    /// <summary>Devices, such as cpu or cuda:0.</summary>
    public required ImmutableArray<string> Devices { get; init; }

    /// <summary>Images in one pass from which on more save nothing worth having.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>What the engine lacks for a network and a plan, the node named; null where it lacks nothing.</summary>
    public string? Lacking(Network network, ExecutionPlan plan)
    {
        for (var i = 1; i < network.Nodes.Count; i++)
        {
            var node = network.Nodes[i];
            var type = node.Layer!.GetType();
            if (!Layers.Contains(type))
                return $"It does not compute {type.Name}, the layer '{node.Name}' of network '{network.Name}'.";
            if (node.Shape.Rank > MaximumRank)
                return $"It takes at most {MaximumRank} axes; layer '{node.Name}' of network '{network.Name}' gives "
                    + $"{node.Shape}.";
            foreach (var rules in plan.Rules)
                if (!Rules.Contains(rules[i].GetType()))
                    return $"It does not follow the rule {rules[i].GetType().Name} at layer '{node.Name}' of network "
                        + $"'{network.Name}'.";
        }

        return null;
    }
}
