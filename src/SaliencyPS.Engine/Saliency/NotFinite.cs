using System.Globalization;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency;

/// <summary>
/// Infinity and what is not a number are an error of an image, never a result. Says where in the network they arise, which takes
/// passes that keep what every layer gives.
/// </summary>
internal static class NotFinite
{
    /// <summary>The error of scores that are not all finite.</summary>
    /// <param name="network">The network.</param>
    /// <param name="scores">What it gave.</param>
    /// <param name="input">What it was shown.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static NotFiniteNumberException Scores(
        Network network, ReadOnlySpan<float> scores, ReadOnlySpan<float> input, IComputeEngine engine, Parallelism parallel)
    {
        var at = Vectors.IndexOfNotFinite(scores);
        var executor = Hooked(network, engine, rules: null);
        input.CopyTo(executor.Input.Span);
        executor.Forward(parallel);
        var first = 0;
        while (first < network.Nodes.Count && Vectors.IndexOfNotFinite(At(first)) < 0) first++;
        var where = first == 0 ? "The network's input is not finite already: mend mean, std and scale in its description."
            : first == network.Nodes.Count ? "No layer by itself gives such a value."
            : $"Such values arise first in {Named(network, first)}: look at its weights, and at the preprocessing.";
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Network '{network.Name}' gives {scores[at]} for '{network.Labels[at]}' where a finite value is due. {where}"),
            scores[at]);

        ReadOnlySpan<float> At(int node) => node == 0 ? executor.Input.Span : executor.Value(node).Span;
    }

    /// <summary>The error of a map that is not finite although the scores are.</summary>
    /// <param name="network">The network.</param>
    /// <param name="classIndex">The output that the map is of.</param>
    /// <param name="input">What the network was shown.</param>
    /// <param name="rules">What it does on the way back; null for methods that go none.</param>
    /// <param name="until">The node at which the way back ends; 0 for the input.</param>
    /// <param name="engine">What computes.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public static NotFiniteNumberException Map(
        Network network, int classIndex, ReadOnlySpan<float> input, BackwardRules? rules, int until, IComputeEngine engine,
        Parallelism parallel) => new(
        $"The map of '{network.Labels[classIndex]}' by network '{network.Name}' is not finite, though the score is. "
            + (rules is not null && Reader(network, classIndex, input, rules, until, engine, parallel) is { } layer
                ? $"On the way back, such values arise first in {Named(network, layer)}."
                : "They arise where the method adds up what the network says."));

    // The layer from which something not finite comes back although what came back to it is finite.
    private static int? Reader(Network network, int classIndex, ReadOnlySpan<float> input, BackwardRules rules, int until,
        IComputeEngine engine, Parallelism parallel)
    {
        var executor = Hooked(network, engine, rules);
        input.CopyTo(executor.Input.Span);
        executor.Forward(parallel);
        var atEnd = executor.Backward([classIndex], parallel, rules, until);
        for (var node = network.Nodes.Count - 1; node >= until; node--)
            if (Vectors.IndexOfNotFinite((node == until ? atEnd : executor.Gradient(node)).Span) >= 0)
                return Enumerable.Range(1, network.Nodes.Count - 1).FirstOrDefault(i => network.Nodes[i].Inputs.Contains(node));
        return null;
    }

    private static IExecutor Hooked(Network network, IComputeEngine engine, BackwardRules? rules) => engine.CreateExecutor(
        network, new()
        {
            GradientsPerSample = rules is null ? 0 : 1,
            Hooks = [.. Enumerable.Range(1, network.Nodes.Count - 1)],
            Rules = rules is null ? [] : [rules],
        });

    private static string Named(Network network, int node) =>
        $"layer {node}, '{network.Nodes[node].Name}' ({network.Nodes[node].Layer!.GetType().Name})";
}
