namespace SaliencyPS.Networks;

/// <summary>
/// Decides where every activation and gradient of a network lives. Steps are numbered 0 … n−1 forward (node i at step i) and
/// n … 2n−1 backward (node i at step 2n−1−i). Since each layer keeps its own state for the backward pass, activations die as soon
/// as they are read, and gradients use their memory again.
/// </summary>
internal sealed class WorkspacePlan
{
    private readonly MemoryPlan _memory = new();

    public WorkspacePlan(IReadOnlyList<Node> nodes, int batch, int gradientsPerSample, int elementSize)
    {
        var (count, end) = (nodes.Count, 2 * nodes.Count - 1);
        var readers = nodes.Select(_ => new List<int>()).ToArray();
        for (var i = 1; i < count; i++) foreach (var input in nodes[i].Inputs) readers[input].Add(i);

        // The input is needed for the linear approximation's bias, the logits for the scores: both stay to the end.
        Values = new int[count];
        for (var i = 0; i < count; i++)
        {
            var shared = i > 0 && nodes[i].Layer!.InPlace && nodes[i].Inputs[0] != NetworkBuilder.Input && readers[nodes[i].Inputs[0]].Count == 1;
            Values[i] = shared ? Values[nodes[i].Inputs[0]] : _memory.Add((long)batch * nodes[i].Shape.Length, i);
            _memory.Extend(Values[i], i is NetworkBuilder.Input || i == count - 1 ? end : readers[i].Max());
        }

        Gradients = new int[count];
        Edges = new Edge[count][];
        if (gradientsPerSample > 0) PlanBackward(nodes, readers, (long)batch * gradientsPerSample);
        _memory.Place();

        StateBytes = [.. nodes.Select((node, i) => i == NetworkBuilder.Input || gradientsPerSample == 0 ? 0
            : checked(batch * node.Layer!.StateBytes([.. node.Inputs.Select(input => nodes[input].Shape)], elementSize)))];
        Bytes = (long)Length * elementSize + StateBytes.Sum(bytes => (long)bytes);
    }

    /// <summary>Elements of the arena.</summary>
    public int Length => _memory.Length;

    /// <summary>Bytes that every node keeps from its forward step for its input gradient.</summary>
    public int[] StateBytes { get; }

    /// <summary>Bytes of the arena and the states.</summary>
    public long Bytes { get; }

    /// <summary>The buffer of every node's result.</summary>
    public int[] Values { get; }

    /// <summary>The buffer of the gradient at every node's result.</summary>
    public int[] Gradients { get; }

    /// <summary>Where each node writes the gradient of each of its inputs.</summary>
    public Edge[][] Edges { get; }

    public int Offset(int buffer) => _memory.Offset(buffer);

    private void PlanBackward(IReadOnlyList<Node> nodes, List<int>[] readers, long batch)
    {
        var (count, end) = (nodes.Count, 2 * nodes.Count - 1);
        Array.Fill(Gradients, -1);
        Gradients[^1] = _memory.Add(batch * nodes[^1].Shape.Length, count - 1);
        for (var i = count - 1; i > 0; i--)
        {
            var step = end - i;
            _memory.Extend(Gradients[i], step);
            Edges[i] = new Edge[nodes[i].Inputs.Length];
            for (var e = 0; e < Edges[i].Length; e++)
            {
                var input = nodes[i].Inputs[e];
                // The first reader met on the way back writes the gradient; every further one writes beside it and is added.
                var first = Gradients[input] < 0;
                var buffer = first && nodes[i].Layer!.InPlace ? Gradients[i] : _memory.Add(batch * nodes[input].Shape.Length, step);
                if (first) Gradients[input] = buffer;
                _memory.Extend(buffer, step);
                Edges[i][e] = new Edge(buffer, Accumulate: !first);
            }
        }

        _memory.Extend(Gradients[NetworkBuilder.Input], end);
    }

    /// <summary>A buffer for one input gradient, and whether it must then be added to the gradient another reader left.</summary>
    internal readonly record struct Edge(int Buffer, bool Accumulate);
}
